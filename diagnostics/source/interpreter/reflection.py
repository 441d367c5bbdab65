"""`getattr` and the like."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from diagnostics.source.interpreter.attributes import attribute_named, set_attribute
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.values import Call, Instance, Native, Unknown


def _get_attribute(request: Call, machine: Machine) -> Any:
    """`getattr(value, name)`."""
    value, name = request.get("", 0), request.get("", 1)
    if not isinstance(name, str):
        return name if isinstance(name, Unknown) else machine.unknown(request.node)
    found = attribute_named(value, name, machine, machine.unknown(request.node))
    return request.arguments[2] if isinstance(found, Unknown) and len(request.arguments) > 2 else found


def _has_attribute(request: Call, machine: Machine) -> Any:
    value, name = request.get("", 0), request.get("", 1)
    if not isinstance(name, str) or not isinstance(value, Instance):
        return machine.unknown(request.node)
    return not isinstance(attribute_named(value, name, machine, machine.unknown(request.node)), Unknown)


def _set_attribute(request: Call, machine: Machine) -> None:
    owner, name, value = (request.get("", at) for at in range(3))
    if isinstance(name, str):
        set_attribute(owner, name, value, machine, request.places.get(2))


def _variables(request: Call, machine: Machine) -> Any:
    """`vars(object)`."""
    value = request.get("", 0)
    return value.members if isinstance(value, Instance) else machine.unknown(request.node)


REFLECTION: Mapping[str, Any] = {
    "getattr": Native("getattr", _get_attribute),
    "hasattr": Native("hasattr", _has_attribute),
    "setattr": Native("setattr", _set_attribute),
    "vars": Native("vars", _variables),
}
