"""Python text to its syntax tree, nothing more: no compiling, no running."""

from __future__ import annotations

import ast
import threading
import warnings

from diagnostics.source.errors import SourceError

MOST_CHARACTERS = 2**19  # of Python at once: its tree takes some 500 times as many bytes
_LOCK = threading.Lock()  # the filters of warnings belong to the whole process


def syntax_tree(text: str) -> ast.Module:
    """Raises SyntaxError, too, for text that is nested too deeply or that no Python text can be.

    Raises SourceError for more of it than fits into memory.
    """
    check_length(text)
    with _LOCK, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of invalid escapes in strings, which are the author's business
        try:
            return ast.parse(text)
        except (RecursionError, MemoryError) as error:
            raise SyntaxError("nested too deeply") from error
        except ValueError as error:
            raise SyntaxError(str(error)) from error


def check_length(text: str) -> None:
    """Raises SourceError for more Python than is read at once."""
    if len(text) > MOST_CHARACTERS:
        found = f"this is a program of {len(text):,} characters, {MOST_CHARACTERS:,} are read"
        raise SourceError(f"{found}; give the part that builds the model")


def tree_or_none(text: str) -> ast.Module | None:
    """None for what is no Python, or too long to be looked at as a whole."""
    try:
        return syntax_tree(text)
    except (SourceError, SyntaxError):
        return None


def parses(text: str) -> bool:
    """Whether this is Python."""
    return tree_or_none(text) is not None
