"""Classes of the text: their members, their instances, and what they inherit."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from diagnostics.source.interpreter.functions import call_function
from diagnostics.source.interpreter.machine import Machine, written
from diagnostics.source.interpreter.scope import Scope
from diagnostics.source.interpreter.values import (
    Call,
    Function,
    Instance,
    Module,
    Native,
    UserClass,
)
from diagnostics.source.networks.dotted_names import canonical
from diagnostics.source.networks.layer_names import snake
from diagnostics.source.networks.network import LayerClass, Model

_ENUMERATIONS = frozenset({"Enum", "IntEnum", "StrEnum"})
_LAYERS = frozenset({"keras.layers.Layer"})


def define_class(node: ast.ClassDef, scope: Scope, machine: Machine) -> UserClass:
    """A class statement."""
    bases = tuple(machine.evaluate(base, scope, machine) for base in node.bases)
    inside = Scope(scope, is_class=True)
    machine.execute(node.body, inside, machine)
    made = UserClass(node.name, bases, inside.names)
    for member in inside.names.values():
        if isinstance(member, Function) and member.owner is None:
            member.owner = made
    if _is_enumeration(made):
        values = {name: value for name, value in inside.names.items() if not isinstance(value, Function)}
        made.members |= {name: Instance(made, {"name": name, "value": value}) for name, value in values.items()}
    if any("dataclass" in written(decorator) for decorator in node.decorator_list):
        made.fields = tuple(
            each.target.id
            for each in node.body
            if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
        )
    return made


def _is_enumeration(of: UserClass) -> bool:
    return any(isinstance(base, Module) and base.path.rpartition(".")[2] in _ENUMERATIONS for base in of.bases)


def lineage(of: UserClass) -> Iterator[Any]:
    """The class and what it inherits from, nearest first."""
    seen: list[Any] = []
    waiting: list[Any] = [of]
    while waiting and len(seen) < 100:
        found = waiting.pop(0)
        if not any(found is each for each in seen):
            seen.append(found)
            yield found
            if isinstance(found, UserClass):
                waiting[:0] = found.bases


def member_of(of: UserClass, name: str, after: UserClass | None = None) -> Any:
    """A member that the class has or inherits, looked for behind the class `after` where that is given; else None."""
    passed = after is None
    for each in lineage(of):
        if passed and isinstance(each, UserClass) and name in each.members:
            return each.members[name]
        passed = passed or each is after
    return None


def kind_of(of: UserClass) -> str | None:
    """`model`, `sequential` or `layer` for what derives from Keras's own; else None."""
    for each in lineage(of):
        path = canonical(each.path) if isinstance(each, Module) else ""
        if isinstance(each, LayerClass) or path in _LAYERS:
            return "layer"
        if isinstance(each, Native) and each.name in ("Model", "Sequential"):
            return each.name.lower()
    return None


def instantiate(of: UserClass, request: Call, machine: Machine) -> Any:
    """A new object of a class of the text."""
    made = Instance(of)
    kind = kind_of(of)
    if kind in ("model", "sequential"):
        model = Model(_given_name(request) or machine.free_name(snake(of.name)), request.place, instance=made)
        model.steps = [] if kind == "sequential" else None
        model.depth_of_doubt = len(machine.doubts)
        model.title = machine.builders[-1] if machine.builders else None
        machine.add_model(model)
        made.model = model
    if kind == "layer":
        made.members["name"] = _given_name(request) or machine.free_name(snake(of.name))
    start = member_of(of, "__init__")
    if isinstance(start, Function):
        call_function(start, request, machine, made)
    elif fields := fields_of(of):
        given = dict(zip(fields, request.arguments, strict=False)) | dict(request.keywords)
        made.members |= _defaults(of, fields) | given
        after = member_of(of, "__post_init__")
        if isinstance(after, Function):
            call_function(after, Call((), {}, request.place, request.node), machine, made)
    return made


def _defaults(of: UserClass, fields: tuple[str, ...]) -> dict[str, Any]:
    """Lists and dictionaries that fields begin with, for each object its own."""
    found = {name: member_of(of, name) for name in fields}
    return {name: value.copy() for name, value in found.items() if isinstance(value, list | dict | set)}


def _given_name(request: Call) -> str | None:
    name = request.keywords.get("name")
    return name if isinstance(name, str) else None


def fields_of(of: UserClass) -> tuple[str, ...]:
    """The fields of a dataclass or a named tuple, those that it inherits first."""
    found = [each.fields for each in lineage(of) if isinstance(each, UserClass)]
    return tuple(dict.fromkeys(name for fields in reversed(found) for name in fields))
