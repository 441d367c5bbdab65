"""Python's own functions of lists and the like."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from diagnostics.source.interpreter import operators
from diagnostics.source.interpreter.answering import bounded_answer, first_unknown, open_answer
from diagnostics.source.interpreter.items import entries
from diagnostics.source.interpreter.limits import MAX_ITEMS
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.values import Call


def _length(request: Call, machine: Machine) -> Any:
    value = request.get("", 0)
    if hasattr(value, "length"):
        return value.length(machine.unknown(request.node))
    if isinstance(value, str | bytes | list | tuple | dict | set | frozenset | range):
        return bounded_answer(lambda: len(value), request, machine)
    return machine.supplied_for(machine.unknown(request.node))


def _range(request: Call, machine: Machine) -> Any:
    unknown = first_unknown(request.arguments)
    if unknown is not None:
        return unknown
    return bounded_answer(lambda: range(*request.arguments), request, machine)


def _collection(kind: Callable[[Any], Any]) -> Callable[[Call, Machine], Any]:
    def call(request: Call, machine: Machine) -> Any:
        if not request.arguments:
            return kind(()) if not request.keywords else machine.unknown(request.node)
        found = entries(request.arguments[0])
        if found is None or len(found) > MAX_ITEMS or (kind is set and not all(map(operators.hashable, found))):
            return open_answer(request, machine, first_unknown(request.arguments))
        machine.budget.made(request.place.line, len(found))
        return bounded_answer(lambda: kind(found), request, machine)

    return call


def dictionary(request: Call, machine: Machine) -> Any:
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
    return bounded_answer(lambda: sum(found, request.get("start", 1, 0)), request, machine)


def _any_all(decide: Callable[[Any], bool]) -> Callable[[Call, Machine], Any]:
    def call(request: Call, machine: Machine) -> Any:
        found = entries(request.get("", 0))
        if found is None or not all(isinstance(each, bool | int | str | None) for each in found):
            return machine.unknown(request.node)
        return decide(found)

    return call


def _map(request: Call, machine: Machine) -> Any:
    columns = [entries(each) for each in request.arguments[1:]]
    if not columns or any(column is None or len(column) > 2000 for column in columns):
        return machine.unknown(request.node)
    rows = zip(*(column for column in columns if column is not None), strict=False)
    return [machine.call_with(request.arguments[0], row, request) for row in rows]


COLLECTIONS: Mapping[str, Callable[[Call, Machine], Any]] = {
    "len": _length, "range": _range, "list": _collection(list), "tuple": _collection(tuple), "set": _collection(set),
    "iter": _collection(list), "dict": dictionary, "zip": _zip, "enumerate": _enumerate, "reversed": _reversed,
    "sorted": _sorted, "sum": _sum, "any": _any_all(any), "all": _any_all(all), "map": _map,
}  # fmt: skip
