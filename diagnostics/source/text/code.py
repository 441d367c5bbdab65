"""What of a text is Python, line by line."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

Lines = tuple[int, int]  # first and last, counted from 1


@dataclass(frozen=True)
class PastedSummary:
    """A printed `model.summary()`, and the line at which it begins."""

    text: str
    line: int


@dataclass(frozen=True)
class Code:
    """Python `text` that parses, with the document's own lines: what is no code is an empty line.

    `skipped` are the lines passed over (prose, logs, magics, broken statements). `margins` says, by line, how many
    characters the line stands further to the left than in the document. For a notebook the lines are those of its
    code cells put one after another, and `cells` the first line of each. `tree` is that of the
    text, where it is known already.
    """

    text: str
    skipped: tuple[Lines, ...] = ()
    cells: tuple[int, ...] = ()
    summaries: tuple[PastedSummary, ...] = ()
    margins: Mapping[int, int] = field(default_factory=dict)
    tree: ast.Module | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Excerpt:
    """The code among some lines: each line kept or emptied, with the margin taken off it."""

    lines: tuple[str, ...]
    margins: tuple[int, ...]

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)

    @property
    def size(self) -> int:
        """How many lines are not empty."""
        return sum(1 for line in self.lines if line)


def ranges(numbers: Iterable[int], blank: Iterable[int] = ()) -> Iterator[Lines]:
    """Ascending line numbers as ranges; a gap of blank lines alone does not split one."""
    between = set(blank)
    first = last = 0
    for number in numbers:
        if not first:
            first = number
        elif any(gap not in between for gap in range(last + 1, number)):
            yield first, last
            first = number
        last = number
    if first:
        yield first, last
