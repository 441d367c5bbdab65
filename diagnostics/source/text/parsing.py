"""Python text to its syntax tree, nothing more: no compiling, no running."""

from __future__ import annotations

import ast
import threading
import warnings

_LOCK = threading.Lock()  # the filters of warnings belong to the whole process


def syntax_tree(text: str) -> ast.Module:
    """Raises SyntaxError, too, for text that is nested too deeply or that no Python text can be."""
    with _LOCK, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of invalid escapes in strings, which are the author's business
        try:
            return ast.parse(text)
        except (RecursionError, MemoryError) as error:
            raise SyntaxError("nested too deeply") from error
        except ValueError as error:
            raise SyntaxError(str(error)) from error


def tree_or_none(text: str) -> ast.Module | None:
    """None for what is no Python."""
    try:
        return syntax_tree(text)
    except SyntaxError:
        return None


def parses(text: str) -> bool:
    """Whether this is Python."""
    return tree_or_none(text) is not None
