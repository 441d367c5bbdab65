"""The findings on a text as SARIF has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from diagnostics.lint.cells import lines_in_file
from diagnostics.lint.result import LintResult, Located
from diagnostics.report.sarif import Marked
from diagnostics.source.place import Place

_Starts = Mapping[int, tuple[int, int]]


def marked(file: str | None, text: str, result: LintResult) -> Iterator[Marked]:
    """Each finding with its place in the file, which holds the text."""
    lines = result.lines
    if not result.cells.starts:
        for each in result.findings:
            yield Marked(each.finding, file, each.place, each.related, _line(lines, each))
        return
    starts = lines_in_file(text, lines) if result.findings else {}
    for each in result.findings:
        yield _in_notebook(Marked(each.finding, file, line_text=_line(lines, each)), each, result, starts)


def _in_notebook(found: Marked, located: Located, result: LintResult, starts: _Starts) -> Marked:
    """By cell in the properties, and where the cell's line lies in the notebook's file."""
    place = located.place
    within = result.cells.split(place.line) if place else None
    if place is None or within is None:
        return found
    related = tuple((said, moved) for said, other in located.related if (moved := _moved(other, starts)))
    properties = {"cell": within[0], "line": within[1], "column": place.column}
    return replace(found, place=_moved(place, starts), related=related, properties=properties)


def _moved(place: Place, starts: _Starts) -> Place | None:
    """The place in the notebook's file; None where one of its lines was not found there."""
    first, last = starts.get(place.line), starts.get(place.end_line)
    if first is None or last is None:
        return None
    return Place(first[0], first[1] + place.column - 1, last[0], last[1] + place.end_column - 1)


def _line(lines: list[str], located: Located) -> str:
    place = located.place
    return lines[place.line - 1] if place and 0 < place.line <= len(lines) else ""
