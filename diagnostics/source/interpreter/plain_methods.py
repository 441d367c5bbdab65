"""Methods of texts, lists and dictionaries, within bounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from string import Formatter
from typing import Any

from diagnostics.source.interpreter import operators
from diagnostics.source.interpreter.items import entries
from diagnostics.source.interpreter.limits import MAX_ITEMS
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.operators import Unanswered
from diagnostics.source.interpreter.plain_functions import first_unknown
from diagnostics.source.interpreter.values import Call, Native, Unknown

_TEXT = frozenset({
    "lower", "upper", "strip", "lstrip", "rstrip", "split", "rsplit", "startswith", "endswith", "capitalize", "title",
    "isdigit", "isalpha", "find", "count", "index", "removeprefix", "removesuffix", "partition", "splitlines",
})  # fmt: skip


def method_of_plain(value: Any, name: str) -> Native | None:
    """A method of a plain value; None for one that is not known."""
    if isinstance(value, str):
        return _of_text(value, name)
    if isinstance(value, list):
        return _named(_LIST, value, name)
    if isinstance(value, dict):
        return _named(_DICTIONARY, value, name)
    if isinstance(value, tuple) and name in ("index", "count"):
        return Native(name, lambda request, machine: _answer(value, name, request, machine))
    return None


def _named(methods: Mapping[str, Callable[..., Any]], value: Any, name: str) -> Native | None:
    method = methods.get(name)
    return Native(name, lambda request, machine: method(value, request, machine)) if method else None


def _of_text(value: str, name: str) -> Native | None:
    if name in _TEXT:
        return Native(name, lambda request, machine: _answer(value, name, request, machine))
    if name == "format":
        return Native(name, lambda request, machine: _formatted(value, request, machine))
    if name == "join":
        return Native(name, lambda request, machine: _joined(value, request, machine))
    return Native(name, lambda request, machine: _replaced(value, request, machine)) if name == "replace" else None


def _answer(value: Any, name: str, request: Call, machine: Machine) -> Any:
    unknown = first_unknown(request.arguments)
    if unknown is not None or not operators.is_small([*request.arguments, *request.keywords.values()]):
        return unknown or machine.unknown(request.node)
    try:
        return operators.answered(lambda: getattr(value, name)(*request.arguments, **request.keywords))
    except Unanswered:
        return machine.unknown(request.node)


def _formatted(template: str, request: Call, machine: Machine) -> Any:
    values = [*request.arguments, *request.keywords.values()]
    unknown = first_unknown(values)
    plain = all(isinstance(each, str | int | float) for each in values)
    if unknown is not None or not plain or not _is_filled_simply(template) or operators.has_wide_field(template):
        return unknown or machine.unknown(request.node)
    return _within(lambda: template.format(*request.arguments, **request.keywords), request, machine)


def _is_filled_simply(template: str) -> bool:
    """Whether its fields take whole values, not parts of them, and no width that is itself a value."""
    try:
        fields = [(name, form) for _, name, form, _ in Formatter().parse(template) if name is not None]
    except ValueError:
        return False
    return not any(set(name) & {".", "["} or "{" in (form or "") for name, form in fields)


def _within(make: Callable[[], Any], request: Call, machine: Machine) -> Any:
    try:
        return operators.answered(make)
    except Unanswered:
        return machine.unknown(request.node)


def _joined(separator: str, request: Call, machine: Machine) -> Any:
    parts = entries(request.get("", 0))
    if parts is None or not all(isinstance(each, str) for each in parts):
        return first_unknown(parts or ()) or machine.unknown(request.node)
    if sum(map(len, parts)) + len(separator) * len(parts) > MAX_ITEMS:
        return machine.unknown(request.node)
    return separator.join(parts)


def _replaced(value: str, request: Call, machine: Machine) -> Any:
    old, new = request.get("", 0), request.get("", 1)
    if not isinstance(old, str) or not isinstance(new, str) or (len(value) + 1) * (len(new) + 1) > MAX_ITEMS * 50:
        return machine.unknown(request.node)
    return _within(lambda: value.replace(old, new), request, machine)


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
        value.insert(at, request.get("", 1))


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


_LIST: Mapping[str, Callable[..., Any]] = {
    "append": _append, "extend": _extend, "insert": _insert, "pop": _pop, "reverse": _reverse, "copy": _copy,
    "index": _position,
}  # fmt: skip
_DICTIONARY: Mapping[str, Callable[..., Any]] = {
    "get": _get, "update": _update, "pop": _take, "setdefault": _default, "copy": _copy,
    "items": lambda value, request, machine: list(value.items()),
    "keys": lambda value, request, machine: list(value),
    "values": lambda value, request, machine: list(value.values()),
}  # fmt: skip
