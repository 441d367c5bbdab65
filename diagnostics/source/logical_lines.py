"""Where a statement ends that goes on over several lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"""
      (?P<comment>\#)
    | (?P<triple>\"\"\"|''')
    | (?P<string>"[^"\\]*(?:\\.[^"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*')
    | (?P<open>[\[({])
    | (?P<close>[\])}])
    | (?P<stray>["'])
    """,
    re.VERBOSE,
)
_TRIPLE_END = {
    mark: re.compile(rf"[^\\{mark}]*(?:(?:\\.|{mark}(?!{mark}{mark}))[^\\{mark}]*)*{mark * 3}") for mark in "\"'"
}
_STEPS_A_LINE = 8  # look-ahead over the whole text; statements that lead nowhere would make it quadratic
_FEW = 50


@dataclass(frozen=True)
class _Effect:
    """What a line does to the brackets around it, and what it leaves open."""

    lowest: int
    net: int
    string: str = ""  # the mark of a triple-quoted string that goes on
    goes_on: bool = False  # with a backslash
    stray: bool = False  # a quotation mark that nothing closes


@dataclass
class LogicalLines:
    """The lines of a text, and how far a statement that begins on one of them reaches."""

    lines: Sequence[str]
    _effects: dict[int, _Effect] = field(default_factory=dict)
    _steps_left: int = -1

    def __post_init__(self) -> None:
        self._steps_left = _STEPS_A_LINE * (len(self.lines) + 100)

    def end(self, first: int) -> int | None:
        """The last line of the statement that begins on this line; None where its brackets or strings never close."""
        depth, string = 0, ""
        farthest = min(len(self.lines), first + max(self._steps_left, _FEW))
        for position in range(first, farthest):
            self._steps_left -= position > first
            effect = self._effect(position, string)
            string = effect.string
            if effect.stray or depth + effect.lowest < 0:
                return None
            depth += effect.net
            if not depth and not string and not effect.goes_on:
                return position
        return None

    def _effect(self, position: int, string: str) -> _Effect:
        line = self.lines[position]
        if not string:
            if position not in self._effects:
                self._effects[position] = _scanned(line, 0)
            return self._effects[position]
        closed = _TRIPLE_END[string].match(line)
        return _Effect(0, 0, string) if closed is None else _scanned(line, closed.end())


def _scanned(line: str, start: int) -> _Effect:
    """From a place that is in no string."""
    depth = lowest = 0
    while found := _TOKEN.search(line, start):
        start = found.end()
        match found.lastgroup:
            case "comment":
                return _Effect(lowest, depth)
            case "stray":
                return _Effect(lowest, depth, stray=True)
            case "open":
                depth += 1
            case "close":
                depth -= 1
                lowest = min(lowest, depth)
            case "triple":
                mark = found[0][0]
                closed = _TRIPLE_END[mark].match(line, start)
                if closed is None:
                    return _Effect(lowest, depth, mark)
                start = closed.end()
    return _Effect(lowest, depth, goes_on=line.rstrip("\r").endswith("\\"))
