"""What all lists take."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from api.models.text import Word

MOST_ITEMS = 200


class ListQuery(BaseModel):
    """A page of a list, unfiltered."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", frozen=True)

    limit: Annotated[int, Field(ge=1, le=MOST_ITEMS, description="The most items on the page.")] = 50
    cursor: Annotated[Word | None, Field(description="The `next_cursor` of the page before.")] = None


class TimedQuery(ListQuery):
    """A page of a list that may be narrowed by time."""

    created_after: Annotated[AwareDatetime | None, Field(description="At or after this time (with an offset).")] = None
    created_before: Annotated[AwareDatetime | None, Field(description="Before this time (with an offset).")] = None
