"""The catalogue of rules."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from api.models.body import Answer


class RuleSummary(Answer):
    """A rule in the list."""

    code: str
    name: str
    summary: str


class Rule(RuleSummary):
    """A rule with its documentation."""

    sections: Annotated[dict[str, str], Field(description="Its documentation, Markdown by heading.")]
    fixes: Annotated[list[str], Field(description="Names of the fixes that it proposes.")]
    explains: Annotated[list[str], Field(description="Codes of findings that this one explains where found with it.")]
    thresholds: Annotated[dict[str, float], Field(description="What a job may override, and its default.")]
