"""`dataclasses`, and named tuples: objects that are their fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.user_classes import fields_of, member_of
from diagnostics.source.interpreter.values import Call, Instance, Native


def _replaced(request: Call, machine: Machine) -> Any:
    """`dataclasses.replace(record, field=value)`."""
    record = request.get("obj", 0)
    if not _is_record(record) or request.open_keywords is not None:
        return machine.unknown(request.node)
    return Instance(record.of, {**record.members, **request.keywords})


def _as_dictionary(request: Call, machine: Machine) -> Any:
    """`dataclasses.asdict(record)`; records within it stay what they are."""
    record = request.get("obj", 0)
    return _values(record) if _is_record(record) else machine.unknown(request.node)


def _field(request: Call, machine: Machine) -> Any:
    """`dataclasses.field(default_factory=list)`: what the field is when nobody says it."""
    if "default" in request.keywords:
        return request.keywords["default"]
    if "default_factory" not in request.keywords:
        return machine.unknown(request.node)
    return machine.call_with(request.keywords["default_factory"], (), request)


def method_of_record(value: Instance, name: str) -> Native | None:
    """A method that named tuples have."""
    function = {"_replace": _replaced, "_asdict": _as_dictionary}.get(name)
    if function is None or not _is_record(value):
        return None
    return Native(name, lambda request, machine: function(_on(value, request), machine))


def _on(value: Instance, request: Call) -> Call:
    return Call((value,), request.keywords, request.place, request.node, {}, request.open_keywords)


def _is_record(value: Any) -> bool:
    return isinstance(value, Instance) and value.model is None and bool(fields_of(value.of))


def _values(record: Instance) -> dict[str, Any]:
    return {name: record.members.get(name, member_of(record.of, name)) for name in fields_of(record.of)}


RECORDS: Mapping[str, Callable[[Call, Machine], Any]] = {
    "dataclasses.replace": _replaced,
    "dataclasses.asdict": _as_dictionary,
    "dataclasses.field": _field,
}
