"""Comprehensions and generator expressions."""

from __future__ import annotations

import ast
from typing import Any

from diagnostics.source.interpreter import operators
from diagnostics.source.interpreter.arithmetic import truth_of
from diagnostics.source.interpreter.binding import assign
from diagnostics.source.interpreter.items import entries
from diagnostics.source.interpreter.limits import MAX_ITEMS, MAX_LOOP
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.scope import Scope


def comprehension(node: Any, scope: Scope, machine: Machine) -> Any:
    found: list[Any] = []
    inside = Scope(scope, method_of=scope.method_of, receiver=scope.receiver)
    if not _gather(node, 0, inside, machine, found):
        return machine.unknown(node)
    machine.budget.made(node.lineno, len(found))
    if isinstance(node, ast.DictComp):
        return dict(found) if all(operators.hashable(key) for key, _ in found) else machine.unknown(node)
    if isinstance(node, ast.SetComp):
        return set(found) if all(operators.hashable(each) for each in found) else machine.unknown(node)
    return found


def _gather(node: Any, position: int, scope: Scope, machine: Machine, found: list[Any]) -> bool:
    """Collects what a comprehension yields; False where the text leaves it open."""
    if position == len(node.generators):
        if isinstance(node, ast.DictComp):
            found.append((machine.evaluate(node.key, scope, machine), machine.evaluate(node.value, scope, machine)))
        else:
            found.append(machine.evaluate(node.elt, scope, machine))
        return len(found) <= MAX_ITEMS
    generator = node.generators[position]
    values = entries(machine.evaluate(generator.iter, scope, machine))
    if values is None or len(values) > MAX_LOOP:
        return False
    for value in values:
        if not machine.budget.turn():
            return False
        assign(generator.target, value, scope, machine)
        truths = [truth_of(machine.evaluate(test, scope, machine)) for test in generator.ifs]
        if None in truths:
            return False
        if all(truths) and not _gather(node, position + 1, scope, machine, found):
            return False
    return True
