"""Puts statements found in a text into blocks, where indentation may be broken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diagnostics.source.text.scraps import is_text
from diagnostics.source.text.statements import Found, Statement

_STEP = 4


@dataclass(frozen=True)
class Placed:
    """A statement, the lines it had (from 0), and the column at which it now stands."""

    first: int
    last: int
    column: int
    statement: Statement

    @property
    def lines(self) -> list[str]:
        """Its lines; only the first has to move, since indentation means nothing inside brackets."""
        first, *rest = self.statement.text.split("\n")
        return [" " * self.column + first, *rest]


def in_blocks(lines: Sequence[str], found: Sequence[Found]) -> list[Placed]:
    """The statements at the columns where they make blocks. Headers that have lost their body go, or get a `pass`."""
    blocks = _Blocks(lines)
    for each in found:
        blocks.add(each)
    blocks.close(len(lines))
    return blocks.placed


class _Blocks:
    """The blocks open at the place reached, outermost first: where each stands in the text, and where it is put."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._open: list[tuple[int, int]] = [(0, 0)]
        self._waiting: int | None = None  # the column in the text of a header that has no body yet
        self._reached = 0
        self.placed: list[Placed] = []

    def add(self, found: Found) -> None:
        self._pass_over(found.first)
        self._reached = found.last + 1
        if self._waiting is not None:
            if found.indent > self._waiting:
                column = self.placed[-1].column
                self._open.append((found.indent, column + max(1, found.indent - self._waiting)))
            else:
                self.close(found.first)
            self._waiting = None
        self._drop_decorators(found.statement)
        while len(self._open) > 1 and self._open[-1][0] > found.indent:
            self._open.pop()
        indent, column = self._open[-1]
        if found.indent < indent or (found.indent > indent and self._apart(found.first)):
            self._open, column = [(found.indent, 0)], 0
        self.placed.append(Placed(found.first, found.last, column, found.statement))
        self._waiting = found.indent if found.statement.opens else None

    def close(self, following: int) -> None:
        """Gives the headers at the end their `pass` where a line was passed over in their body, or drops them."""
        while self.placed and self.placed[-1].statement.opens:
            header = self.placed[-1]
            body = self._passed_over(header, following)
            if body is not None:
                self.placed.append(Placed(body, body, header.column + _STEP, Statement("pass", "simple", 0)))
                return
            self.placed.pop()

    def _passed_over(self, header: Placed, following: int) -> int | None:
        """A line in the body of a header of which nothing is kept."""
        indent = self._indent(header.first)
        for number in range(header.last + 1, following):
            if self._lines[number].strip():
                return number if self._indent(number) > indent else None
        return None

    def _pass_over(self, following: int) -> None:
        """Text further to the left than a block ends the block."""
        for number in range(self._reached, following):
            while is_text(self._lines[number]) and len(self._open) > 1 and self._open[-1][0] > self._indent(number):
                self._open.pop()

    def _drop_decorators(self, statement: Statement) -> None:
        takes = statement.kind == "decorator" or statement.text.startswith(("def ", "class ", "async "))
        while not takes and self.placed and self.placed[-1].statement.kind == "decorator":
            self.placed.pop()

    def _apart(self, first: int) -> bool:
        """Whether a statement does not follow right on the one before."""
        return not self.placed or any(map(is_text, self._lines[self.placed[-1].last + 1 : first]))

    def _indent(self, number: int) -> int:
        return len(self._lines[number]) - len(self._lines[number].lstrip())
