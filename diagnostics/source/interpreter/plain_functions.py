"""Python's own functions, and a few of math and NumPy, on known values and within bounds."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping
from typing import Any

from diagnostics.source.interpreter import operators
from diagnostics.source.interpreter.answering import first_unknown, open_answer
from diagnostics.source.interpreter.kinds_of_value import is_instance
from diagnostics.source.interpreter.limits import MAX_BITS
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.operators import Unanswered
from diagnostics.source.interpreter.plain_collections import COLLECTIONS
from diagnostics.source.interpreter.values import Call, Function, Native, Unknown, UserClass


def _rounded(number: Any, digits: int | None = None) -> Any:
    if isinstance(digits, int) and abs(digits) > MAX_BITS:
        raise ValueError("so many digits take long")
    return round(number, digits)


def _power(base: Any, exponent: Any, modulus: Any = None) -> Any:
    return operators.binary(ast.Pow, base, exponent) if modulus is None else pow(base, exponent, modulus)


_PLAIN_CALLS: Mapping[str, Callable[..., Any]] = {
    "abs": abs, "bool": bool, "divmod": divmod, "float": float, "int": int, "max": max, "min": min, "round": _rounded,
    "ord": ord, "chr": chr, "pow": lambda *given: operators.answered(_power, *given), "str": str, "repr": repr,
    "complex": complex, "frozenset": frozenset,
}  # fmt: skip
MATHS: Mapping[str, Callable[..., Any]] = {
    "ceil": math.ceil, "floor": math.floor, "sqrt": math.sqrt, "log": math.log, "log2": math.log2, "exp": math.exp,
    "log10": math.log10, "sin": math.sin, "cos": math.cos, "tanh": math.tanh,
}  # fmt: skip


def plain(name: str, function: Callable[..., Any]) -> Native:
    """A function of small plain values without side effects, whose answer is bounded."""

    def call(request: Call, machine: Machine) -> Any:
        arguments = (*request.arguments, *request.keywords.values())
        unknown = first_unknown(arguments)
        if unknown is not None:
            return open_answer(request, machine, unknown)
        if not all(operators.is_small(each) for each in arguments) or request.open_keywords:
            return open_answer(request, machine, None)
        try:
            return operators.answered(lambda: function(*request.arguments, **request.keywords))
        except Unanswered:
            return open_answer(request, machine, None)

    return Native(name, call)


def _print(_request: Call, _machine: Machine) -> Any:
    return None


def _isinstance(request: Call, machine: Machine) -> Any:
    return is_instance(request.get("", 0), request.get("", 1), machine.unknown(request.node))


def _callable(request: Call, machine: Machine) -> Any:
    value = request.get("", 0)
    if isinstance(value, Unknown):
        return machine.unknown(request.node)
    return isinstance(value, Function | Native | UserClass)


def product(values: Any) -> Any:
    """The product of numbers. Raises Unanswered."""
    found: Any = 1
    for each in values if isinstance(values, list | tuple) else (values,):
        found = operators.binary(ast.Mult, found, each)
    return found


_SPECIAL: Mapping[str, Callable[[Call, Machine], Any]] = {
    **COLLECTIONS,
    "print": _print,
    "isinstance": _isinstance,
    "callable": _callable,
}

PLAIN_FUNCTIONS: dict[str, Any] = {
    **{name: plain(name, function) for name, function in _PLAIN_CALLS.items()},
    **{name: Native(name, function) for name, function in _SPECIAL.items()},
    "True": True,
    "False": False,
    "None": None,
    "__name__": "__main__",
}
