"""Linting: what is sent, and what is found."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, Field

from api import examples
from api.models.body import Answer
from api.models.text import Word
from diagnostics.report.model import ReportedFinding
from diagnostics.spec.model import Source
from diagnostics.spec.part import Part


class LintRequest(Part):
    """A Keras program, and what is known of its data. The text is read and never run.

    `filename` names it in the answer.
    """

    source: Source
    classes: Annotated[int, Field(ge=1, le=10_000_000)] | None = None
    filename: Word | None = None


class LeftOpen(Answer):
    """An expression that the text leaves open, and how to supply it."""

    line: int
    expression: str
    supply: str


class LintedFile(Answer):
    """What was found in one text, or in a job."""

    file: Annotated[str | None, Field(description="The filename that was sent.")]
    findings: list[ReportedFinding]
    missing: list[LeftOpen]


class Linted(Answer):
    """Findings that need no training, in the order of the text."""

    model_config: ClassVar[ConfigDict] = ConfigDict(json_schema_extra={"examples": [examples.LINTED]})

    files: list[LintedFile]

    @classmethod
    def of(cls, file: dict[str, Any]) -> Linted:
        return cls(files=[LintedFile.model_validate(file)])
