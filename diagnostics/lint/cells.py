"""Lines of a notebook: by cell, as people see them, and in the notebook's file, as code hosts do."""

from __future__ import annotations

import bisect
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cells:
    """The first lines of a notebook's code cells in the text that they make together; none for other texts."""

    starts: tuple[int, ...] = ()

    def split(self, line: int) -> tuple[int, int] | None:
        """The number of the code cell, from 1, and the line in it."""
        place = bisect.bisect_right(self.starts, line)
        return (place, line - self.starts[place - 1] + 1) if place else None

    def name(self, line: int) -> str:
        """The line in words."""
        within = self.split(line)
        return f"line {within[1]} of cell {within[0]}" if within else f"line {line}"


def lines_in_file(file_text: str, code_lines: Sequence[str]) -> dict[int, tuple[int, int]]:
    """For lines of the code, the line and column at which they begin in the notebook's file, as far as found.

    Each is looked for after the one before, as the JSON text that it makes.
    """
    found: dict[int, tuple[int, int]] = {}
    position = 0
    for number, line in enumerate(code_lines, 1):
        place = _find(file_text, line, position) if line.strip() else -1
        if place >= 0:
            position = place + len(line)
            before = file_text.rfind("\n", 0, place)
            found[number] = file_text.count("\n", 0, place) + 1, place - before
    return found


def _find(text: str, line: str, start: int) -> int:
    """Where the line begins inside its quotes; -1 where it does not occur."""
    places = [text.find(written, start) for written in _written(line)]
    return min((place + 1 for place in places if place >= 0), default=-1)


def _written(line: str) -> Iterator[str]:
    """The line in quotes, as an entry of a list that ends with it or goes on, with other characters escaped or not."""
    for escaped in (False,) if line.isascii() else (False, True):
        quoted = json.dumps(line, ensure_ascii=escaped)
        yield quoted
        yield quoted[:-1] + '\\n"'
