"""Comments in a text that silence findings."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = re.compile(r"#\s*deadweight\s*:\s*(?P<verb>skip-file|ignore)\s*(?:\[(?P<codes>[^\]]*)\])?", re.IGNORECASE)
_UNREADABLE = (tokenize.TokenError, SyntaxError, ValueError, RecursionError)


@dataclass(frozen=True)
class Ignore:
    """Silences findings of these codes (None: of any) on its line or, where the line holds nothing else, the next."""

    line: int
    codes: frozenset[str] | None
    stands_alone: bool

    def covers(self, code: str, first: int, last: int) -> bool:
        """Whether it silences a finding on lines first..last."""
        wanted = self.codes is None or code in self.codes or code[:3] in self.codes
        return wanted and (first <= self.line <= last or (self.stands_alone and self.line == first - 1))


@dataclass(frozen=True)
class Comments:
    """What the comments of one text ask for."""

    ignores: tuple[Ignore, ...] = ()
    skip_file: bool = False


def read_comments(text: str) -> Comments:
    """The comments of a Python text; where it is broken, whatever looks like one from there on."""
    if "deadweight" not in text.lower():
        return Comments()
    found = [(line, alone, match) for line, alone, comment in _comments(text) for match in _WORD.finditer(comment)]
    ignores = (_ignore(line, alone, match) for line, alone, match in found if match["verb"].lower() == "ignore")
    return Comments(tuple(ignores), any(match["verb"].lower() == "skip-file" for *_, match in found))


def _ignore(line: int, alone: bool, match: re.Match[str]) -> Ignore:
    codes = match["codes"]
    listed = None if codes is None else frozenset(code.strip().upper() for code in codes.split(",") if code.strip())
    return Ignore(line, listed, alone)


def _comments(text: str) -> Iterator[tuple[int, bool, str]]:
    """The line of each comment, whether it stands alone there, and the comment."""
    reached = 0
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            reached = max(reached, token.start[0])
            if token.type == tokenize.COMMENT:
                yield token.start[0], not token.line[: token.start[1]].strip(), token.string
    except _UNREADABLE:
        for number, line in enumerate(text.splitlines()[reached:], reached + 1):
            before, mark, rest = line.partition("#")
            if mark:
                yield number, not before.strip(), mark + rest
