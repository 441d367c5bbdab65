"""What linting one text or job came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from diagnostics.lint.cells import Cells
from diagnostics.report.model import ReportedFinding
from diagnostics.source.place import Place
from diagnostics.source.reading import Missing


@dataclass(frozen=True)
class Located:
    """A finding, where it stands in the text (None: nowhere that is known), and what else there belongs to it."""

    finding: ReportedFinding
    place: Place | None = None
    related: tuple[tuple[str, Place], ...] = ()


@dataclass(frozen=True)
class LintResult:
    """The findings by place, what the text leaves open, and the lines of comments that silence nothing.

    `networks` counts those that the text holds. `code` is what lines and places count in: the text itself or, of a
    notebook, its code cells one after another.
    """

    findings: tuple[Located, ...] = ()
    missing: tuple[Missing, ...] = ()
    idle_comments: tuple[int, ...] = ()
    networks: int = 0
    code: str = ""
    cells: Cells = field(default_factory=Cells)

    @property
    def lines(self) -> list[str]:
        """The lines of the code."""
        return self.code.split("\n")


def document(file: str, result: LintResult) -> dict[str, Any]:
    """One file's entry in the JSON form."""
    return {
        "file": file,
        "findings": [found.finding.model_dump(mode="json") for found in result.findings],
        "missing": [missing_entry(each) for each in result.missing],
    }


def missing_entry(missing: Missing) -> Mapping[str, Any]:
    """What the text leaves open, as JSON has it."""
    return {"line": missing.line, "expression": missing.expression, "supply": missing.supply}
