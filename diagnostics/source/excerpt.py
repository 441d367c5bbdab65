"""The code in a text of any sort: prose, logs and tables are passed over, and what is broken costs only itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from diagnostics.source.blocks import Placed, in_blocks
from diagnostics.source.code import Excerpt
from diagnostics.source.mending import mended
from diagnostics.source.scraps import is_text, without_scraps
from diagnostics.source.searching import statements_in

_TAB = 4  # columns; where tabs and spaces are mixed, as many as most editors show
_SPACE = " \t\f\v"


def excerpt(lines: Sequence[str]) -> Excerpt:
    """What of the lines is code, each block brought to the left margin."""
    shown = [_untabbed(line) for line in lines]
    found, broken = statements_in(shown)
    placed = mended(in_blocks(shown, without_scraps(shown, found, broken)))
    kept, margins = [""] * len(lines), [0] * len(lines)
    for each in placed:
        for number, line in zip(range(each.first, each.last + 1), each.lines, strict=True):
            kept[number] = line
            margins[number] = _indent(lines[number]) - _indent(line)
    for number in _comments(shown, placed):
        kept[number] = shown[number].lstrip()
        margins[number] = _indent(lines[number])
    return Excerpt(tuple(kept), tuple(margins))


def _untabbed(line: str) -> str:
    rest = line.lstrip(_SPACE)
    before = line[: len(line) - len(rest)]
    return before.replace("\f", "").replace("\v", "").expandtabs(_TAB) + rest


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(_SPACE))


def _comments(shown: Sequence[str], placed: Sequence[Placed]) -> Iterator[int]:
    """The lines of comments that touch a statement, or stand between two with no other text."""
    edges = [-1, *(number for each in placed for number in (each.first, each.last)), len(shown)]
    for before, after in zip(edges[::2], edges[1::2], strict=True):
        gap = range(before + 1, after)
        if before >= 0 and after < len(shown) and not any(is_text(shown[number]) for number in gap):
            yield from (number for number in gap if shown[number].strip())
            continue
        touching = takewhile(lambda number: _is_comment(shown[number]), gap)
        yield from touching if before >= 0 else ()
        yield from takewhile(lambda number: _is_comment(shown[number]), reversed(gap)) if after < len(shown) else ()


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")
