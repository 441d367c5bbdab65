"""A piece of a source text with what is meant underlined."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from diagnostics.report.wrapped import printable
from diagnostics.source.place import Place

_TAB = 4
_WIDEST = 100
_BEFORE = 30  # columns shown before what is meant, where a line is cut


def excerpt(lines: Sequence[str], place: Place) -> tuple[str, str] | None:
    """The first line of a place, and a line that marks it there; None where the text has no such line."""
    if not 0 < place.line <= len(lines):
        return None
    line = lines[place.line - 1]
    end = place.end_column - 1 if place.end_line == place.line else len(line)
    start = min(max(place.column - 1, 0), len(line))
    cut = max(start - _BEFORE, 0) if len(line) > _WIDEST else 0
    end = min(max(end, start + 1), cut + _WIDEST, len(line))
    shown = ("…" if cut else "") + line[cut : cut + _WIDEST] + ("…" if len(line) > cut + _WIDEST else "")
    before = ("…" if cut else "") + line[cut:start]
    return _spaced(shown), " " * _columns(before) + "^" * max(_columns(line[start:end]), 1)


def _spaced(text: str) -> str:
    return printable(text.replace("\t", " " * _TAB))


def _columns(text: str) -> int:
    """How many columns a terminal takes for the text."""
    return sum(_width(character) for character in _spaced(text))


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
