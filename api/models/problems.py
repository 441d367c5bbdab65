"""Problem documents (RFC 9457)."""

from __future__ import annotations

from typing import ClassVar

from pydantic import ConfigDict, Field

from api import examples
from api.models.body import Answer


class Fault(Answer):
    """One thing that is wrong: where it is, what to do, and what was received there, cut short."""

    pointer: str | None = Field(default=None, description="A JSON pointer into the body.")
    parameter: str | None = Field(default=None, description="A parameter of the address, or a header.")
    detail: str
    value: str | None = None


class Problem(Answer):
    """Why a request was refused, or why a job or a trial failed."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="allow",
        json_schema_extra={"examples": [examples.PROBLEM]},
    )

    type: str = Field(default="about:blank", description="What sort of problem this is.")
    title: str
    status: int | None = None
    detail: str | None = None
    instance: str | None = None
    errors: list[Fault] | None = None
