"""Rows of a summary in columns of spaces, as Keras 1 and 2 print it: cut off, or wrapped onto further lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from diagnostics.source.tabulated.cells import Cells

_AXIS = r"(?:None|\d+|\?)"
_ROW = re.compile(
    rf"""
    ^(?P<layer>.*?)
    (?P<output>(?<=\s)(?:
        \[?\(\s*{_AXIS}(?:,[ ]?{_AXIS})*,?\s*\)?\]?  # may be cut off anywhere
      | \[[({{].*?[)}}]\]? | \{{.*?\}} | multiple | \? | None | \(\)
    ))
    \s+(?P<parameters>\d{{1,3}}(?:,\d{{3}})+|\d+|\?)(?:[ ]\(unused\))?
    (?:\s+(?P<rest>\S.*)?)?$
    """,
    re.VERBOSE,
)
_PART = re.compile(r"\S+(?: \S+)*")
_TRAINABLE = re.compile(r"(?:^|\s)([YN])\s*\|?$")
_NESTED = re.compile(r"^\s*\|")  # a layer of the nested model above, which has its own row
_CONNECTION = re.compile(r"\[\d+\]\[\d+\]")
_END_OF_SHAPE = re.compile(r"^[\d, None]*\)\]?$")


def columned_cells(header: str, body: Iterable[tuple[int, str]]) -> Iterator[Cells]:
    """A row begins with the line on which its count stands; what is wrapped goes on below, column by column."""
    starts = [at for title in ("Output Shape", "Param #") if (at := header.find(title)) >= 0]
    gathered: Cells | None = None
    for number, line in body:
        if _NESTED.match(line):
            continue
        found = _ROW.match(line)
        if found is not None:
            if gathered is not None:
                yield gathered
            gathered = _first(number, found, "Trai" in header)
        elif gathered is not None:
            gathered = _wrapped(gathered, number, line, starts)
    if gathered is not None:
        yield gathered


def _first(number: int, found: re.Match[str], has_trainable: bool) -> Cells:
    rest = found["rest"] or ""
    told = _TRAINABLE.search(rest) if has_trainable else None
    return Cells(
        lines=(number, number),
        layer=found["layer"].strip(),
        output=found["output"].strip(),
        parameters=found["parameters"],
        sources=rest,
        trainable=told[1] if told else "",
    )


def _wrapped(cells: Cells, number: int, line: str, starts: list[int]) -> Cells:
    cells = replace(cells, lines=(cells.lines[0], number))
    for part in _PART.finditer(line):
        text = part[0]
        column = sum(part.start() >= start - 1 for start in starts)
        if _CONNECTION.search(text) or (column > 1 and cells.sources):
            cells = replace(cells, sources=cells.sources + text)
        elif column == 1 or (_END_OF_SHAPE.match(text) and not cells.output.rstrip("]").endswith(")")):
            cells = replace(cells, output=cells.output + text)
        elif column == 0:
            cells = replace(cells, layer=cells.layer + text)
    return cells
