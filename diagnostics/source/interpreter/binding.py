"""What assignments do to names and objects."""

from __future__ import annotations

import ast
from typing import Any

from diagnostics.source.interpreter.arithmetic import binary_value
from diagnostics.source.interpreter.attributes import set_attribute
from diagnostics.source.interpreter.items import entries, set_item
from diagnostics.source.interpreter.limits import MAX_ITEMS
from diagnostics.source.interpreter.machine import Machine, written
from diagnostics.source.interpreter.scope import Scope
from diagnostics.source.interpreter.values import Instance, Unknown
from diagnostics.source.networks.network import Model, Tensor
from diagnostics.source.place import Place


def assign(target: ast.expr, value: Any, scope: Scope, machine: Machine, place: Place | None = None) -> None:
    """Binds a name, an attribute, an item, or several at once."""
    if isinstance(target, ast.Name):
        _bind(target.id, value, scope, place or machine.place(target))
    elif isinstance(target, ast.Attribute):
        _set(target, value, scope, machine, None)
    elif isinstance(target, ast.Subscript):
        owner = machine.evaluate(target.value, scope, machine)
        set_item(owner, machine.evaluate(target.slice, scope, machine), value)
        machine.consume(value)
    elif isinstance(target, ast.Starred):
        assign(target.value, value, scope, machine, place)
    elif isinstance(target, ast.Tuple | ast.List):
        _unpack(target, value, scope, machine, place)


def _set(target: ast.Attribute, value: Any, scope: Scope, machine: Machine, place: Place | None) -> None:
    set_attribute(machine.evaluate(target.value, scope, machine), target.attr, value, machine, place)
    machine.consume(value)
    _name(value, target.attr)


def _bind(name: str, value: Any, scope: Scope, place: Place) -> None:
    before = scope.bind(name, value)
    if isinstance(before, Tensor) and before is not value and before.use.overwritten is None:
        before.use.overwritten = place
    if isinstance(value, Tensor) and value.use.variable is None:
        value.use.variable, value.use.bound = name, place
    _name(value, name)


def _name(value: Any, name: str) -> None:
    """Keeps what a model is called."""
    model = value.model if isinstance(value, Instance) else value
    if isinstance(model, Model) and name not in model.variables:
        model.variables.append(name)


def _unpack(target: ast.Tuple | ast.List, value: Any, scope: Scope, machine: Machine, place: Place | None) -> None:
    count = len(target.elts)
    starred = next((at for at, each in enumerate(target.elts) if isinstance(each, ast.Starred)), None)
    values = entries(value, count)
    if values is not None and starred is not None and len(values) >= count - 1:
        end = len(values) - (count - 1 - starred)
        values = [*values[:starred], list(values[starred:end]), *values[end:]]
    for at, each in enumerate(target.elts):
        if values is not None and len(values) == count:
            assign(each, values[at], scope, machine, place)
        else:
            assign(each, _part_of(value, each), scope, machine, place)


def _part_of(value: Any, target: ast.expr) -> Unknown:
    """What one of several names stands for where they are bound to something open."""
    if isinstance(value, Unknown) and value.is_final:
        return value
    return Unknown(written(target), target.lineno, getattr(value, "means", None))


def augment(node: ast.AugAssign, scope: Scope, machine: Machine) -> None:
    loaded = ast.copy_location(_loaded(node.target), node.target)
    before, added = machine.evaluate(loaded, scope, machine), machine.evaluate(node.value, scope, machine)
    if isinstance(before, list) and isinstance(node.op, ast.Add):
        more = entries(added)
        if more is not None and len(more) + len(before) <= MAX_ITEMS:
            machine.budget.made(node.lineno, len(more))
            before.extend(more)
            return
    value = binary_value(ast.copy_location(ast.BinOp(loaded, node.op, node.value), node), before, added, machine)
    assign(node.target, value, scope, machine, machine.place(node))


def _loaded(target: ast.expr) -> ast.expr:
    if isinstance(target, ast.Name):
        return ast.Name(target.id, ast.Load())
    if isinstance(target, ast.Attribute):
        return ast.Attribute(target.value, target.attr, ast.Load())
    return ast.Subscript(target.value, target.slice, ast.Load()) if isinstance(target, ast.Subscript) else target
