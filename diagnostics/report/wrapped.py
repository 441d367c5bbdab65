"""Text that fits a terminal."""

from __future__ import annotations

import textwrap

_WIDTH = 100


def wrap(text: str, indent: str = "  ") -> list[str]:
    """Lines of at most 100 columns, each behind the indent; words are not broken."""
    return textwrap.wrap(
        text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def printable(text: str) -> str:
    """Without control characters, which a name from a spec might command the terminal with."""
    return "".join(character if character.isprintable() or character == "\n" else "�" for character in text)
