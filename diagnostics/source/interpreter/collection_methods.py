"""Methods of lists and dictionaries, within bounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from diagnostics.source.interpreter import operators
from diagnostics.source.interpreter.items import entries
from diagnostics.source.interpreter.limits import MAX_ITEMS
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.values import Call, Unknown


def _append(value: list[Any], request: Call, machine: Machine) -> None:
    value.append(request.get("", 0))
    machine.consume(request.get("", 0))


def _extend(value: list[Any], request: Call, machine: Machine) -> None:
    more = entries(request.get("", 0))
    if more is None:
        more = [machine.unknown(request.node)]
    if len(value) + len(more) <= MAX_ITEMS:
        machine.budget.made(request.place.line, len(more))
        value.extend(more)


def _insert(value: list[Any], request: Call, _machine: Machine) -> None:
    at = request.get("", 0)
    if isinstance(at, int):
        value.insert(max(-len(value), min(at, len(value))), request.get("", 1))


def _pop(value: list[Any], request: Call, machine: Machine) -> Any:
    at = request.get("", 0, -1)
    if isinstance(at, int) and -len(value) <= at < len(value):
        return value.pop(at)
    return machine.unknown(request.node)


def _reverse(value: list[Any], _request: Call, _machine: Machine) -> None:
    value.reverse()


def _copy(value: Any, _request: Call, machine: Machine) -> Any:
    return value.copy()


def _position(value: list[Any], request: Call, machine: Machine) -> Any:
    wanted = request.get("", 0)
    found = next((at for at, each in enumerate(value) if each is wanted or _same(each, wanted)), None)
    return machine.unknown(request.node) if found is None else found


def _same(left: Any, right: Any) -> bool:
    return isinstance(left, str | int | float) and isinstance(right, str | int | float) and left == right


def _get(value: dict[Any, Any], request: Call, machine: Machine) -> Any:
    key, default = request.get("key", 0), request.get("default", 1)
    if isinstance(key, Unknown) or not operators.is_small(key):
        return key if isinstance(key, Unknown) else machine.unknown(request.node)
    try:
        return value.get(key, default)
    except TypeError:  # a list is no key
        return machine.unknown(request.node)


def _update(value: dict[Any, Any], request: Call, _machine: Machine) -> None:
    given = request.get("", 0)
    value.update({**(given if isinstance(given, dict) else {}), **request.keywords})


def _take(value: dict[Any, Any], request: Call, machine: Machine) -> Any:
    key = request.get("", 0)
    if isinstance(key, str | int) and (key in value or len(request.arguments) > 1):
        return value.pop(key, request.get("", 1))
    return machine.unknown(request.node)


def _default(value: dict[Any, Any], request: Call, machine: Machine) -> Any:
    key = request.get("", 0)
    return value.setdefault(key, request.get("", 1)) if isinstance(key, str | int) else machine.unknown(request.node)


OF_LISTS: Mapping[str, Callable[..., Any]] = {
    "append": _append, "extend": _extend, "insert": _insert, "pop": _pop, "reverse": _reverse, "copy": _copy,
    "index": _position,
}  # fmt: skip


OF_DICTIONARIES: Mapping[str, Callable[..., Any]] = {
    "get": _get, "update": _update, "pop": _take, "setdefault": _default, "copy": _copy,
    "items": lambda value, request, machine: list(value.items()),
    "keys": lambda value, request, machine: list(value),
    "values": lambda value, request, machine: list(value.values()),
}  # fmt: skip
