"""Arithmetic on data as the preprocessing of a spec."""

from __future__ import annotations

import ast
import math
from typing import Any

Operation = dict[str, Any]


def operations_after(
    before: tuple[Operation, ...], kind: type[ast.operator], number: Any, is_first: bool
) -> tuple[Operation, ...] | None:
    """What was done to data once they are combined with a number; None where no preprocessing says so.

    `is_first` says that the data stand before the operator.
    """
    factor = finite(number)
    if not factor:
        return None
    if kind is ast.Div and is_first:
        return _rescaled(before, 1 / factor, 0.0)
    if kind is ast.Mult:
        return _rescaled(before, factor, 0.0)
    if kind in (ast.Add, ast.Sub) and is_first:
        return _rescaled(before, 1.0, factor if kind is ast.Add else -factor)
    return None


def finite(number: Any) -> float | None:
    """The number as arithmetic on data uses it; None for what is no such number."""
    if isinstance(number, bool) or not isinstance(number, int | float):
        return None
    try:
        found = float(number)
    except OverflowError:
        return None
    return found if math.isfinite(found) else None


def _rescaled(before: tuple[Operation, ...], scale: float, offset: float) -> tuple[Operation, ...]:
    """What follows on a rescaling is taken together with it."""
    *earlier, last = before or (None,)
    if last is None or "rescale" not in last:
        return (*before, {"rescale": {"scale": scale, "offset": offset}})
    old = last["rescale"]
    return (*earlier, {"rescale": {"scale": old["scale"] * scale, "offset": old["offset"] * scale + offset}})
