"""The findings on a text as SARIF has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diagnostics.lint.result import LintResult
from diagnostics.report.sarif import Marked


def marked(file: str | None, lines: Sequence[str], result: LintResult) -> Iterator[Marked]:
    """Each finding with its place in the file."""
    for each in result.findings:
        text = lines[each.place.line - 1] if each.place and each.place.line <= len(lines) else ""
        yield Marked(each.finding, file, each.place, each.related, text)
