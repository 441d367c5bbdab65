"""Python's own functions, and a few of math and NumPy, on known values and within bounds."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping
from typing import Any

from diagnostics.source.interpreter import operators
from diagnostics.source.interpreter.items import entries
from diagnostics.source.interpreter.library import REFLECTION
from diagnostics.source.interpreter.limits import MAX_BITS, MAX_ITEMS
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.operators import Unanswered
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
            return _open(request, machine, unknown)
        if not all(operators.is_small(each) for each in arguments) or request.open_keywords:
            return _open(request, machine, None)
        try:
            return operators.answered(lambda: function(*request.arguments, **request.keywords))
        except Unanswered:
            return _open(request, machine, None)

    return Native(name, call)


def first_unknown(values: Any) -> Unknown | None:
    """The first of the values that is open."""
    return next((each for each in values if isinstance(each, Unknown)), None)


def _open(request: Call, machine: Machine, unknown: Unknown | None) -> Any:
    found = machine.supplied_for(machine.unknown(request.node))
    if not isinstance(found, Unknown) or found.means or unknown is None:
        return found
    return unknown


def _bounded(make: Callable[[], Any], request: Call, machine: Machine) -> Any:
    try:
        return operators.answered(make)
    except Unanswered:
        return machine.unknown(request.node)


def _length(request: Call, machine: Machine) -> Any:
    value = request.get("", 0)
    if hasattr(value, "length"):
        return value.length(machine.unknown(request.node))
    if isinstance(value, str | bytes | list | tuple | dict | set | frozenset | range):
        return _bounded(lambda: len(value), request, machine)
    return machine.supplied_for(machine.unknown(request.node))


def _range(request: Call, machine: Machine) -> Any:
    unknown = first_unknown(request.arguments)
    if unknown is not None:
        return unknown
    return _bounded(lambda: range(*request.arguments), request, machine)


def _collection(kind: Callable[[Any], Any]) -> Callable[[Call, Machine], Any]:
    def call(request: Call, machine: Machine) -> Any:
        if not request.arguments:
            return kind(()) if not request.keywords else machine.unknown(request.node)
        found = entries(request.arguments[0])
        if found is None or len(found) > MAX_ITEMS or (kind is set and not all(map(operators.hashable, found))):
            return _open(request, machine, first_unknown(request.arguments))
        machine.budget.made(request.place.line, len(found))
        return _bounded(lambda: kind(found), request, machine)

    return call


def _dictionary(request: Call, machine: Machine) -> Any:
    first = request.get("", 0)
    if request.open_keywords is not None:
        return request.open_keywords
    if isinstance(first, dict) or not request.arguments:
        return {**(first or {}), **request.keywords}
    pairs = entries(first)
    if pairs is None or not all(isinstance(pair, list | tuple) and len(pair) == 2 for pair in pairs):
        return machine.unknown(request.node)
    if not all(isinstance(key, str | int) for key, _ in pairs):
        return machine.unknown(request.node)
    return {**dict(pairs), **request.keywords}


def _zip(request: Call, machine: Machine) -> Any:
    columns = [entries(each) for each in request.arguments]
    if any(column is None for column in columns):
        return first_unknown(request.arguments) or machine.unknown(request.node)
    known = [column for column in columns if column is not None]
    machine.budget.made(request.place.line, sum(map(len, known)))
    return list(zip(*known, strict=False))


def _enumerate(request: Call, machine: Machine) -> Any:
    found = entries(request.get("iterable", 0))
    start = request.get("start", 1, 0)
    if found is None or not isinstance(start, int):
        return first_unknown(request.arguments) or machine.unknown(request.node)
    machine.budget.made(request.place.line, len(found))
    return list(enumerate(found, start))


def _reversed(request: Call, machine: Machine) -> Any:
    found = entries(request.get("", 0))
    return machine.unknown(request.node) if found is None else list(reversed(found))


def _sorted(request: Call, machine: Machine) -> Any:
    found = entries(request.get("", 0))
    alike = found is not None and any(all(isinstance(each, kind) for each in found) for kind in (int | float, str))
    if found is None or not alike or request.get("key") is not None:
        return machine.unknown(request.node)
    return sorted(found, reverse=request.get("reverse") is True)


def _sum(request: Call, machine: Machine) -> Any:
    found = entries(request.get("", 0))
    if found is None or not all(isinstance(each, int | float) for each in found):
        return first_unknown(found or ()) or machine.unknown(request.node)
    return _bounded(lambda: sum(found, request.get("start", 1, 0)), request, machine)


def _any_all(decide: Callable[[Any], bool]) -> Callable[[Call, Machine], Any]:
    def call(request: Call, machine: Machine) -> Any:
        found = entries(request.get("", 0))
        if found is None or not all(isinstance(each, bool | int | str | None) for each in found):
            return machine.unknown(request.node)
        return decide(found)

    return call


def _map(request: Call, machine: Machine) -> Any:
    from diagnostics.source.interpreter.calling import call_with

    columns = [entries(each) for each in request.arguments[1:]]
    if not columns or any(column is None or len(column) > 2000 for column in columns):
        return machine.unknown(request.node)
    rows = zip(*(column for column in columns if column is not None), strict=False)
    return [call_with(request.arguments[0], row, request, machine) for row in rows]


def _print(_request: Call, _machine: Machine) -> Any:
    return None


def _isinstance(request: Call, machine: Machine) -> Any:
    from diagnostics.source.interpreter.kinds_of_value import is_instance

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
    "len": _length, "range": _range, "list": _collection(list), "tuple": _collection(tuple), "set": _collection(set),
    "iter": _collection(list), "dict": _dictionary, "zip": _zip, "enumerate": _enumerate, "reversed": _reversed,
    "sorted": _sorted, "sum": _sum, "any": _any_all(any), "all": _any_all(all), "map": _map, "print": _print,
    "isinstance": _isinstance, "callable": _callable,
}  # fmt: skip

PLAIN_FUNCTIONS: dict[str, Any] = {
    **{name: plain(name, function) for name, function in _PLAIN_CALLS.items()},
    **{name: Native(name, function) for name, function in _SPECIAL.items()},
    **REFLECTION,
    "True": True,
    "False": False,
    "None": None,
    "__name__": "__main__",
}
