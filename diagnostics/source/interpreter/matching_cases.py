"""Which case of a `match` is taken, for patterns of plain values."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Any

from diagnostics.source.interpreter.values import Unknown

_OPEN = object()


def chosen_case(node: ast.Match, subject: Any) -> Sequence[ast.stmt] | None:
    """The body of the case that fits; nothing to do (an empty body) where none does; None where that is open."""
    if isinstance(subject, Unknown):
        return None
    for case in node.cases:
        fits = None if case.guard is not None else _fits(case.pattern, subject)
        if fits is None:
            return None
        if fits:
            return case.body
    return ()


def _fits(pattern: ast.pattern, subject: Any) -> bool | None:
    if isinstance(pattern, ast.MatchAs) and pattern.pattern is None and pattern.name is None:
        return True
    if isinstance(pattern, ast.MatchSingleton):
        return subject is pattern.value
    if isinstance(pattern, ast.MatchValue) and isinstance(pattern.value, ast.Constant):
        plain = isinstance(subject, str | int | float | bool | None | bytes)
        return bool(subject == pattern.value.value) if plain else None
    if isinstance(pattern, ast.MatchOr):
        fits = [_fits(each, subject) for each in pattern.patterns]
        return None if None in fits else any(fits)
    return None
