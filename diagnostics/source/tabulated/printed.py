"""From the lines of a printed summary to a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from diagnostics.graph.shapes.layer_shape import Shape
from diagnostics.source.tables import is_header, is_rule
from diagnostics.source.tabulated.boxed import boxed_cells
from diagnostics.source.tabulated.cells import Cells
from diagnostics.source.tabulated.columned import columned_cells
from diagnostics.source.tabulated.table import Reference, Row, Table, totals

_TITLE = re.compile(r'Model: +"([^"]*)"')
_TOTAL = re.compile(r"\b(Total|Non-trainable|Trainable|Optimizer) params: *(\d[\d, ]*)", re.IGNORECASE)
_NAME = re.compile(r"^(?P<name>.+?)\s*(?:\((?P<kind>[\w>]*)(?P<end>\)|…)?\s*)?$")
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_.\-/]+")
_AXES = re.compile(r"\(([^()]*)\)?")
_REFERENCE = re.compile(r"([^\s,'\"\[\]…]+)(\[\d*\]?(?:\[\d*\]?)?…?|…|(?<=\S{25})$)")
_MOST_DIGITS = 18


def table_of(lines: Sequence[str], first_line: int) -> Table:
    """The first table among the lines, which hold its header; the first of them has that number."""
    header = next(number for number, line in enumerate(lines) if is_header(line))
    after = enumerate(lines[header + 1 :], first_line + header + 1)
    body = [(number, line) for number, line in after if not is_rule(line)]
    is_boxed = any(mark in lines[header] for mark in "│┃|")
    read = boxed_cells if is_boxed else columned_cells
    counts, last = _totals(body)
    titles = [found[1] for line in lines[:header] if (found := _TITLE.search(line))]
    rows = [row for cells in read(lines[header], _before_totals(body)) if (row := _row(cells)) is not None]
    return Table(titles[-1] if titles else None, tuple(rows), "Connected to" in lines[header], *totals(counts), last)


def _before_totals(body: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    for number, line in body:
        if _TOTAL.search(line):
            return
        if line.strip():
            yield number, line


def _totals(body: Sequence[tuple[int, str]]) -> tuple[dict[str, int], int | None]:
    counts: dict[str, int] = {}
    last = None
    for number, line in body:
        for kind, digits in _TOTAL.findall(line):
            count = _count(digits)
            if count is not None:
                counts.setdefault(kind.lower(), count)
                last = last or number
    return counts, last


def _row(cells: Cells) -> Row | None:
    named = _NAME.match(cells.layer.strip())
    if named is None:
        return None
    name = _NOT_IN_NAMES.sub("_", named["name"].strip().rstrip("….")).strip("_.-/") or "layer"
    batch, output = _shape(cells.output)
    return Row(
        name=name[:100],
        class_text=(named["kind"] or "").split(">")[-1],
        is_whole=named["end"] == ")",
        output=output,
        batch=batch,
        parameters=None if "unbuilt" in cells.parameters else _count(cells.parameters),
        sources=tuple(_reference(*found) for found in _REFERENCE.findall(cells.sources.strip())),
        lines=cells.lines,
        is_cut=named["name"].rstrip().endswith("…"),
        trainable={"Y": True, "N": False}.get(cells.trainable.strip()),
    )


def _reference(name: str, end: str) -> Reference:
    call = re.match(r"\[(\d{1,6})", end)
    return Reference(name, int(call[1]) if call else 0, not end.startswith("["))


def _count(digits: str) -> int | None:
    found = re.match(r"\s*(\d[\d,]*)", digits)
    plain = found[1].replace(",", "") if found else ""
    return int(plain) if 0 < len(plain) <= _MOST_DIGITS else None


def _shape(text: str) -> tuple[int | None, Shape | None]:
    """The length of the batch axis, and the others; of several shapes none."""
    found = _AXES.findall(text)
    if len(found) != 1:
        return None, None
    axes = [axis.strip() for axis in found[0].split(",") if axis.strip()]
    lengths: list[int | None] = []
    for axis in axes:
        if axis not in ("None", "?") and not (axis.isdecimal() and int(axis[:_MOST_DIGITS]) > 0):
            return None, None
        lengths.append(None if axis in ("None", "?") else int(axis[:_MOST_DIGITS]))
    return (lengths[0], tuple(lengths[1:])) if lengths else (None, None)
