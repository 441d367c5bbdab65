"""Rows of a summary drawn with boxes, as Keras 3 prints it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from diagnostics.source.tabulated.cells import Cells

_BORDER = re.compile("[│┃|]")
_INSIDE = re.compile(r"^\s*[└├]")  # a layer of the nested model above, which has its own row
_COLUMNS = {"Layer": "layer", "Output": "output", "Param": "parameters", "Connected": "sources", "Trai": "trainable"}


def boxed_cells(header: str, body: Iterable[tuple[int, str]]) -> Iterator[Cells]:
    """A row begins with the line on which its count stands."""
    columns = [_column(title) for title in _split(header)]
    gathered: dict[str, list[str]] = {}
    lines = (0, 0)
    is_inside = False
    for number, line in body:
        cells = dict(zip(columns, _split(line), strict=False))
        if cells.get("parameters") or not gathered:
            if gathered and not is_inside:
                yield _joined(lines, gathered)
            gathered, lines = {}, (number, number)
            is_inside = bool(_INSIDE.match(cells.get("layer", "")))
        lines = (lines[0], number)
        for column, text in cells.items():
            gathered.setdefault(column, []).append(text)
    if gathered and not is_inside:
        yield _joined(lines, gathered)


def _split(line: str) -> list[str]:
    return [cell.strip() for cell in _BORDER.split(line.strip().strip("│┃|"))]


def _column(title: str) -> str:
    return next((column for start, column in _COLUMNS.items() if title.startswith(start)), "")


def _joined(lines: tuple[int, int], gathered: dict[str, list[str]]) -> Cells:
    text = {column: " ".join(filter(None, parts)) for column, parts in gathered.items()}
    cells = {column: text.get(column, "") for column in _COLUMNS.values()}
    return Cells(lines, **cells)
