"""Statements of which only some are followed."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Any

from diagnostics.source.interpreter import operators
from diagnostics.source.interpreter.arithmetic import truth_of
from diagnostics.source.interpreter.leaving import Broken, Continued, Raised, Returned
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.matching_cases import chosen_case
from diagnostics.source.interpreter.scope import Scope
from diagnostics.source.interpreter.values import Unknown, any_of


def follow_if(node: ast.If, scope: Scope, machine: Machine) -> None:
    condition = machine.evaluate(node.test, scope, machine)
    truth = truth_of(condition)
    if truth is not None:
        machine.execute(node.body if truth else node.orelse, scope, machine)
        return
    unknown = condition if isinstance(condition, Unknown) else machine.unknown(node.test)
    branches((node.body, node.orelse), unknown, scope, machine)


def branches(bodies: Sequence[Sequence[ast.stmt]], unknown: Unknown, scope: Scope, machine: Machine) -> None:
    """Follows each of several bodies of which only one is run, and keeps of the names what they agree on."""
    before = dict(scope.names)
    found: list[dict[str, Any]] = []
    machine.doubts.append(unknown)
    for body in bodies:
        scope.names = dict(before)
        machine.budget.made(unknown.line, len(before))
        try:
            machine.execute(body, scope, machine)
        except Raised:  # this branch ends the program: what follows belongs to the others
            continue
        except Returned as returned:
            scope.returned.append((returned.value, unknown))
            continue
        except (Broken, Continued):
            pass
        found.append(scope.names)
    machine.doubts.pop()
    if not found:
        scope.names = before
        if not scope.returned:
            raise Raised
        raise Returned(scope.returned.pop()[0])
    scope.names = _agreed(before, found, unknown)


def ending(scope: Scope, value: Any) -> Any:
    """What a function gives that would give `value` at its end, where it may have ended earlier on open conditions."""
    earlier = scope.returned
    if not earlier or all(each is value or _equal(each, value) for each, _ in earlier):
        return value
    _, unknown = earlier[0]
    return any_of(unknown, (*(each for each, _ in earlier), value))


def _agreed(before: dict[str, Any], found: list[dict[str, Any]], unknown: Unknown) -> dict[str, Any]:
    agreed: dict[str, Any] = {}
    for name in dict.fromkeys(name for names in found for name in names):
        values = [names[name] for names in found if name in names]  # where it is missing, later uses would fail
        first = values[0]
        same = all(value is first or _equal(value, first) for value in values[1:])
        agreed[name] = first if same else any_of(unknown, values)
    return agreed


def _equal(left: Any, right: Any) -> bool:
    return operators.is_small(left) and operators.is_small(right) and type(left) is type(right) and bool(left == right)


def follow_try(node: Any, scope: Scope, machine: Machine) -> None:
    try:
        machine.execute(node.body, scope, machine)
        machine.execute(node.orelse, scope, machine)
    except Raised:
        if not node.handlers:
            raise
        machine.execute(node.handlers[0].body, scope, machine)
    finally:
        machine.execute(node.finalbody, scope, machine)


def follow_match(node: ast.Match, scope: Scope, machine: Machine) -> None:
    subject = machine.evaluate(node.subject, scope, machine)
    chosen = chosen_case(node, subject)
    if chosen is None:
        unknown = subject if isinstance(subject, Unknown) else machine.unknown(node.subject)
        branches([case.body for case in node.cases], unknown, scope, machine)
    else:
        machine.execute(chosen, scope, machine)
