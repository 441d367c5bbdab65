"""Loops."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from diagnostics.source.interpreter.arithmetic import truth_of
from diagnostics.source.interpreter.binding import assign
from diagnostics.source.interpreter.branching import branches
from diagnostics.source.interpreter.items import entries
from diagnostics.source.interpreter.leaving import Broken, Continued
from diagnostics.source.interpreter.limits import MAX_LOOP
from diagnostics.source.interpreter.machine import Machine, written
from diagnostics.source.interpreter.scope import Scope
from diagnostics.source.interpreter.values import Unknown


def follow_for(node: ast.For | ast.AsyncFor, scope: Scope, machine: Machine) -> None:
    iterated = machine.evaluate(node.iter, scope, machine)
    values = entries(iterated)
    if values is None or len(values) > MAX_LOOP:
        unknown = iterated if isinstance(iterated, Unknown) else machine.unknown(node.iter)
        _once(node.body, node.target, unknown, scope, machine)
        return
    for value in list(values):
        if not machine.budget.turn():
            _once(node.body, node.target, machine.unknown(node.iter), scope, machine)
            return
        assign(node.target, value, scope, machine)
        if _breaks(node.body, scope, machine):
            return
    machine.execute(node.orelse, scope, machine)


def _breaks(body: Sequence[ast.stmt], scope: Scope, machine: Machine) -> bool:
    """Follows one turn of a loop, and says whether it was the last."""
    try:
        machine.execute(body, scope, machine)
    except Continued:
        return False
    except Broken:
        return True
    return False


def _once(body: Sequence[ast.stmt], target: ast.expr | None, unknown: Unknown, scope: Scope, machine: Machine) -> None:
    """A loop whose turns are not known: its body is followed once, in doubt."""
    if target is not None:
        assign(target, _turn(target, unknown), scope, machine)
    branches((body, ()), unknown, scope, machine)


def _turn(target: ast.expr, unknown: Unknown) -> Unknown:
    return Unknown(written(target), target.lineno, None, unknown.either)


def follow_while(node: ast.While, scope: Scope, machine: Machine) -> None:
    for _ in range(MAX_LOOP):
        condition = machine.evaluate(node.test, scope, machine)
        truth = truth_of(condition)
        if truth is None or not machine.budget.turn():
            _once(node.body, None, machine.unknown(node.test), scope, machine)
            return
        if not truth:
            machine.execute(node.orelse, scope, machine)
            return
        if _breaks(node.body, scope, machine):
            return
    _once(node.body, None, machine.unknown(node.test), scope, machine)
