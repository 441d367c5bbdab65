"""Tuples, lists, sets and dictionaries as they are written out."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from diagnostics.source.interpreter import operators
from diagnostics.source.interpreter.items import entries
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.scope import Scope


def tuple_display(node: ast.Tuple, scope: Scope, machine: Machine) -> Any:
    return tuple(elements(node.elts, scope, machine))


def list_display(node: ast.List, scope: Scope, machine: Machine) -> Any:
    return list(elements(node.elts, scope, machine))


def set_display(node: ast.Set, scope: Scope, machine: Machine) -> Any:
    found = list(elements(node.elts, scope, machine))
    known = all(operators.is_small(each) and operators.hashable(each) for each in found)
    return set(found) if known else machine.unknown(node)


def elements(nodes: list[ast.expr], scope: Scope, machine: Machine) -> Iterator[Any]:
    for node in nodes:
        if isinstance(node, ast.Starred):
            found = entries(machine.evaluate(node.value, scope, machine))
            if found is None:
                yield machine.unknown(node)
            else:
                machine.budget.made(node.lineno, len(found))
                yield from found
        else:
            yield machine.evaluate(node, scope, machine)


def dict_display(node: ast.Dict, scope: Scope, machine: Machine) -> Any:
    found: dict[Any, Any] = {}
    for key, value in zip(node.keys, node.values, strict=True):
        made = machine.evaluate(value, scope, machine)
        if key is None:
            if not isinstance(made, dict):
                return machine.unknown(node)
            machine.budget.made(node.lineno, len(made))
            found |= made
            continue
        named = machine.evaluate(key, scope, machine)
        if not operators.hashable(named):
            return machine.unknown(node)
        found[named] = made
    return found
