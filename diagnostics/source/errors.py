"""What keeps a text from being read at all."""

from __future__ import annotations


class SourceError(ValueError):
    """A text in which there is no model to read: the line at fault (None for the text as a whole), and what to do."""

    def __init__(self, message: str, line: int | None = None) -> None:
        self.line = line
        super().__init__(f"line {line}: {message}" if line is not None else message)
