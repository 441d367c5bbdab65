"""Looks for statements line by line; each line is tried a small number of times at most."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diagnostics.source.logical_lines import LogicalLines
from diagnostics.source.statements import Found, Statement, understood

_HEADER = r"(?:async|class|def|elif|else|except|finally|for|if|try|while|with|match|case)\b"
_MAYBE = re.compile(
    rf"""
      {_HEADER}
    | (?:import|from|return|yield|raise|assert|del|global|nonlocal|pass|break|continue|print|await)\b
    | @[^\W\d]
    | [rRuUbBfF]{{0,2}}(?:\"\"\"|''')
    | [^\W\d][\w.]*(?:\[[^=]*\])?\s*(?:[=(:,+*/|&^%@-]|>>|<<)
    | [\[(*][^=]*[=.(]
    """,
    re.VERBOSE,
)
# How a statement opens that goes on over several lines, where a sentence would have words before the bracket.
_OPENING = re.compile(rf"{_HEADER}|(?:from|return|assert|del)\b|[\w.]+(?:\[[^\]]*\])*\(|[^=(\[]*=|[@(\[\"']")
_ARGUMENT = re.compile(r"[)\]}]|.*[,)\]}]\s*(?:#.*)?$")
_COMMENT_OR_COMMA = re.compile(r",\s*(?:#.*)?$")


def statements_in(lines: Sequence[str]) -> tuple[list[Found], frozenset[int]]:
    """Whatever parses and begins as code does, or stands inside a block, and the lines of code that is broken.

    Lines count from 0; indentation is of spaces alone.
    """
    search = _Search(lines)
    search.run()
    return search.found, frozenset(search.broken)


class _Search:
    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._logical = LogicalLines(lines)
        self._headers: list[int] = []  # the columns of the headers around the place reached
        self.found: list[Found] = []
        self.broken: set[int] = set()

    def run(self) -> None:
        position = 0
        while position < len(self._lines):
            position = self._step(position)

    def _step(self, first: int) -> int:
        """Tries the line, and answers with the next to try."""
        line = self._lines[first].strip()
        if not line or line.startswith("#"):
            return first + 1
        indent = self._indent(first)
        while self._headers and self._headers[-1] >= indent:
            self._headers.pop()
        nested = bool(self._headers)
        if not nested and not _MAYBE.match(line):
            return first + 1
        last = self._logical.end(first)
        statement = None if last is None else understood(self._text(first, last))
        if statement is None or last is None:
            return self._after_broken(first, last, indent)
        self.found.append(Found(first, last, indent, nested, statement))
        if statement.opens:
            self._headers.append(indent)
        return last + 1

    def _after_broken(self, first: int, last: int | None, indent: int) -> int:
        """Where to go on after what does not parse: after its arguments and its body, if it is code at all."""
        line = self._lines[first].strip()
        if not _OPENING.match(line):
            return first + 1
        following = first + 1
        if last is None or last > first:
            while following < len(self._lines) and self._belongs(following, last, indent):
                following += 1
        if re.match(_HEADER, line) and (last != first or line.endswith(":")):
            while following < len(self._lines) and self._is_inside(following, indent):
                following += 1
        self.broken.update(range(first, following))
        return following

    def _belongs(self, number: int, last: int | None, indent: int) -> bool:
        """Whether a line is part of the broken statement before it, as far as can be told."""
        line = self._lines[number].strip()
        deeper = self._indent(number) > indent
        if not deeper and self._stands_alone(number, line):
            return False
        if last is not None:
            return number <= last
        return bool(line) and (deeper or _ARGUMENT.match(line) is not None)

    def _stands_alone(self, number: int, line: str) -> bool:
        if not _MAYBE.match(line) or _COMMENT_OR_COMMA.search(line):
            return False
        last = self._logical.end(number)
        alone: Statement | None = None if last is None else understood(self._text(number, last))
        return alone is not None and alone.weight > 1

    def _is_inside(self, number: int, indent: int) -> bool:
        return not self._lines[number].strip() or self._indent(number) > indent

    def _indent(self, number: int) -> int:
        line = self._lines[number]
        return len(line) - len(line.lstrip())

    def _text(self, first: int, last: int) -> str:
        return "\n".join(self._lines[first : last + 1]).lstrip().rstrip()
