"""`--define EXPR=VALUE`: literals for what a text leaves open."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Iterator
from typing import Any

from cli.errors import UserError


def definitions(given: Iterable[str]) -> dict[str, Any]:
    """The literal for each expression. Raises UserError for what is none."""
    return dict(map(_definition, given))


def _definition(text: str) -> tuple[str, Any]:
    for expression, value in _splits(text):
        for read in (ast.literal_eval, json.loads):
            try:
                return expression, read(value)
            except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
                continue
    raise UserError(
        f"--define {text!r}: write EXPR=VALUE, such as num_classes=10, where VALUE is a number, a quoted text, or a "
        "list of these"
    )


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """Expression and value on either side of each `=`, from the last: expressions may hold some themselves."""
    for place in reversed([place for place, character in enumerate(text) if character == "="]):
        expression, value = text[:place].strip(), text[place + 1 :].strip()
        if expression and value:
            yield expression, value
