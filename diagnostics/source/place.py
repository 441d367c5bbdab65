"""Where something stands in a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Place:
    """From the first character to just after the last; lines and columns count from 1, columns in characters.

    For a notebook the lines are those of its code cells put one after another.
    """

    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def lines(self) -> tuple[int, int]:
        """The first line and the last."""
        return self.line, self.end_line
