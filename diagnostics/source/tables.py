"""Finds the tables that `model.summary()` prints."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diagnostics.source.code import Lines

_BOX = "│┃|┆"
_HEADER = re.compile(r"Layer \(type\).*(?:Output Shape|Param)")
_RULE = re.compile(r"^[\s_=\-─━═┏┓┗┛┡┩┢┪├┤┼┬┴╇╈┳┻╋└┘┌┐╞╡╪+|│┃¯]+$")
_ROW = re.compile(
    rf"[{_BOX}]"
    r"|^\s*\S+ \([\w ]*\)?.*\d"  # name (Class) … count
    r"|\[\d+\]\[\d+\]"  # what it is connected to
    r"|[(\[]\s*(?:None|\d+|\?)\s*,.*\s\d[\d,]*(?:\s|$)"  # shape and count
    r"|\bmultiple\b"
)
_PART = r"[A-Za-z0-9_()\[\]{},.…'/\-]{1,60}"
_WRAPPED = re.compile(rf"^\s*{_PART}(?:\s{{2,}}{_PART}){{0,3}}\s*$")  # what had no room on the line above
_TOTAL = re.compile(r"^\W*(?:Total|Trainable|Non-trainable|Optimizer) params:", re.IGNORECASE)
_TITLE = re.compile(r'^\W*Model: +"')


def is_header(line: str) -> bool:
    """Whether the line names a summary's columns."""
    return bool(_HEADER.search(line))


def is_rule(line: str) -> bool:
    """Whether the line is drawn, with nothing to read on it."""
    return bool(line.strip()) and bool(_RULE.match(line))


def tables_in(lines: Sequence[str]) -> list[Lines]:
    """First and last line of each, counted from 1, with its title, rules and totals."""
    found: list[Lines] = []
    number = 0
    while number < len(lines):
        if is_header(lines[number]):
            last = _last(lines, number)
            found.append((_first(lines, number, found[-1][1] if found else 0) + 1, last + 1))
            number = last
        number += 1
    return found


def _first(lines: Sequence[str], header: int, above: int) -> int:
    first = header
    while first - 1 >= above and (is_rule(lines[first - 1]) or _TITLE.match(lines[first - 1])):
        first -= 1
    return first


def _last(lines: Sequence[str], header: int) -> int:
    """The last line of the totals, or the last row where the table was cut off."""
    last, totals = header, False
    for number in range(header + 1, len(lines)):
        line = lines[number]
        if _TOTAL.match(line):
            last, totals = number, True
        elif is_header(line) or (totals and line.strip() and not is_rule(line)):
            break
        elif not line.strip():
            continue
        elif is_rule(line) or _is_row(line, number - last):
            last = number
        else:
            break
    return last


def _is_row(line: str, distance: int) -> bool:
    return bool(_ROW.search(line)) or (distance == 1 and bool(_WRAPPED.match(line)))
