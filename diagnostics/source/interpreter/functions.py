"""Calls of the text's own functions."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import Any

from diagnostics.source.interpreter.branching import ending
from diagnostics.source.interpreter.leaving import Leave, Returned
from diagnostics.source.interpreter.limits import MAX_DEPTH, STEPS_OF_A_CALL
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.scope import Scope
from diagnostics.source.interpreter.values import Call, Function, Module, Native, Unknown

_KINDS = frozenset({"staticmethod", "classmethod", "property"})


def call_function(function: Function, request: Call, machine: Machine, receiver: Any = None) -> Any:
    """What a function of the text gives for these arguments."""
    function.called = True
    machine.budget.spend(request.place.line, STEPS_OF_A_CALL)
    scope = Scope(function.scope, method_of=function.owner, receiver=receiver)
    arguments = request.arguments if receiver is None else (receiver, *request.arguments)
    scope.names |= bound_arguments(function, arguments, request.keywords, request, machine)
    if machine.budget.depth >= MAX_DEPTH:
        for argument in arguments:
            machine.consume(argument)
        return machine.unknown(request.node)
    if function.is_generator:
        scope.yielded = []
    machine.budget.depth += 1
    machine.builders.append(function.name)
    doubts = len(machine.doubts)
    try:
        if isinstance(function.node, ast.Lambda):
            return machine.evaluate(function.node.body, scope, machine)
        machine.execute(function.node.body, scope, machine)
    except Returned as returned:
        return ending(scope, returned.value) if scope.yielded is None else scope.yielded
    except Leave:
        return machine.unknown(request.node)
    finally:
        del machine.doubts[doubts:]
        machine.budget.depth -= 1
        machine.builders.pop()
    return ending(scope, None) if scope.yielded is None else scope.yielded


def bound_arguments(
    function: Function, arguments: Sequence[Any], keywords: Mapping[str, Any], request: Call, machine: Machine
) -> dict[str, Any]:
    """The parameters of a function by name; those that nothing fills are open."""
    declared = function.node.args
    names = [argument.arg for argument in (*declared.posonlyargs, *declared.args)]
    found: dict[str, Any] = dict(zip(names, arguments, strict=False))
    if declared.vararg is not None:
        found[declared.vararg.arg] = tuple(arguments[len(names) :])
    rest = dict(keywords)
    known = [*names, *(argument.arg for argument in declared.kwonlyargs)]
    found |= {name: rest.pop(name) for name in known if name in rest}
    defaults = dict(zip(names[len(names) - len(function.defaults) :], function.defaults, strict=True))
    defaults |= function.keyword_defaults
    for name in known:
        if name not in found:
            found[name] = defaults[name] if name in defaults else _nothing_given(name, request, machine)
    if declared.kwarg is not None:
        found[declared.kwarg.arg] = rest
    return found


def _nothing_given(name: str, request: Call, machine: Machine) -> Any:
    if request.open_keywords is not None:
        return request.open_keywords
    return machine.supplied_for(machine.unknown(request.node, name))


def decorated(function: Function, node: ast.FunctionDef, scope: Scope, machine: Machine) -> Any:
    """The function with its decorators: the text's own are called, others are taken to change nothing."""
    value: Any = function
    for decorator in reversed(node.decorator_list):
        if isinstance(decorator, ast.Name) and decorator.id in _KINDS and scope.holder(decorator.id) is None:
            function.kind = decorator.id
            continue
        found = machine.evaluate(decorator, scope, machine)
        if isinstance(found, Function):
            value = machine.call_with(found, (value,), _request_at(decorator, machine))
        elif not isinstance(found, Unknown | Module | Native):
            value = function
    return value


def _request_at(node: ast.expr, machine: Machine) -> Call:
    call = ast.copy_location(ast.Call(node, [], []), node)
    return Call((), {}, machine.place(node), call)
