"""What an expression of the text stands for."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from diagnostics.source.interpreter import operators
from diagnostics.source.interpreter.arithmetic import (
    binary_operation,
    boolean_operation,
    comparison,
    truth_of,
    unary_operation,
)
from diagnostics.source.interpreter.attributes import attribute
from diagnostics.source.interpreter.binding import assign
from diagnostics.source.interpreter.calling import call
from diagnostics.source.interpreter.comprehensions import comprehension
from diagnostics.source.interpreter.displays import dict_display, elements, list_display, set_display, tuple_display
from diagnostics.source.interpreter.interpolation import formatted_value, joined_text
from diagnostics.source.interpreter.items import entries, item
from diagnostics.source.interpreter.machine import Machine, written
from diagnostics.source.interpreter.names import look_up
from diagnostics.source.interpreter.scope import Scope
from diagnostics.source.interpreter.values import Call, Function, Unknown, any_of

_DEFINABLE = (ast.Name, ast.Attribute, ast.Call, ast.Subscript)


def evaluate(node: ast.expr, scope: Scope, machine: Machine) -> Any:
    """The value of an expression; an Unknown where the text leaves it open. Raises SourceError past the bounds."""
    machine.budget.spend(getattr(node, "lineno", 1))
    if machine.define and isinstance(node, _DEFINABLE):
        expression = written(node)
        if expression in machine.define:
            return machine.define[expression]
    kind = _KINDS.get(type(node))
    return machine.unknown(node) if kind is None else kind(node, scope, machine)


def _constant(node: ast.Constant, _scope: Scope, machine: Machine) -> Any:
    value = node.value
    if isinstance(value, int) and value.bit_length() > 4096:
        return machine.unknown(node, "a number of that length")
    if isinstance(value, str) and not operators.is_text(value):
        return machine.unknown(node)
    return value


def _name(node: ast.Name, scope: Scope, machine: Machine) -> Any:
    return look_up(node, scope, machine)


def _attribute(node: ast.Attribute, scope: Scope, machine: Machine) -> Any:
    return attribute(evaluate(node.value, scope, machine), node, machine)


def _subscript(node: ast.Subscript, scope: Scope, machine: Machine) -> Any:
    value = evaluate(node.value, scope, machine)
    found = item(value, evaluate(node.slice, scope, machine), node, machine)
    if isinstance(node.slice, ast.Slice) and isinstance(found, str | bytes | list | tuple):
        machine.budget.made(node.lineno, len(found))
    return found


def _slice(node: ast.Slice, scope: Scope, machine: Machine) -> Any:
    parts = [evaluate(part, scope, machine) if part else None for part in (node.lower, node.upper, node.step)]
    unknown = next((part for part in parts if isinstance(part, Unknown)), None)
    return slice(*parts) if unknown is None else unknown


def _call(node: ast.Call, scope: Scope, machine: Machine) -> Any:
    called = evaluate(node.func, scope, machine)
    arguments: list[Any] = []
    places: dict[str | int, Any] = {}
    for each in node.args:
        if not isinstance(each, ast.Starred):
            places[len(arguments)] = machine.place(each)
        arguments.extend(elements([each], scope, machine))
    keywords, unknown = _keywords(node, scope, machine, places)
    request = Call(tuple(arguments), keywords, machine.place(node), node, places, unknown)
    return call(called, request, machine, scope)


def _keywords(
    node: ast.Call, scope: Scope, machine: Machine, places: dict[str | int, Any]
) -> tuple[dict[str, Any], Unknown | None]:
    found: dict[str, Any] = {}
    unknown: Unknown | None = None
    for keyword in node.keywords:
        value = evaluate(keyword.value, scope, machine)
        if keyword.arg is not None:
            found[keyword.arg] = value
            places[keyword.arg] = machine.place(keyword.value)
        elif isinstance(value, dict):
            machine.budget.made(node.lineno, len(value))
            found |= {key: entry for key, entry in value.items() if isinstance(key, str)}
        else:
            unknown = value if isinstance(value, Unknown) else machine.unknown(keyword.value)
    return found, unknown


def _conditional(node: ast.IfExp, scope: Scope, machine: Machine) -> Any:
    condition = evaluate(node.test, scope, machine)
    truth = truth_of(condition)
    if truth is not None:
        return evaluate(node.body if truth else node.orelse, scope, machine)
    either = (evaluate(node.body, scope, machine), evaluate(node.orelse, scope, machine))
    if either[0] is either[1] or (operators.is_small(either) and either[0] == either[1]):
        return either[0]
    unknown = condition if isinstance(condition, Unknown) else machine.unknown(node.test)
    return any_of(unknown, either)


def _lambda(node: ast.Lambda, scope: Scope, machine: Machine) -> Any:
    return function_of("<lambda>", node, scope, machine)


def function_of(name: str, node: ast.FunctionDef | ast.Lambda, scope: Scope, machine: Machine) -> Function:
    """A function of the text; its default values are told where it is defined, as Python does."""
    defaults = tuple(evaluate(each, scope, machine) for each in node.args.defaults)
    keyword_defaults = {
        argument.arg: evaluate(default, scope, machine)
        for argument, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
        if default is not None
    }
    return Function(name, node, scope, defaults, keyword_defaults)


def _walrus(node: ast.NamedExpr, scope: Scope, machine: Machine) -> Any:
    value = evaluate(node.value, scope, machine)
    assign(node.target, value, scope, machine)
    return value


def _awaited(node: ast.Await, scope: Scope, machine: Machine) -> Any:
    return evaluate(node.value, scope, machine)


def _yielded(node: ast.Yield | ast.YieldFrom, scope: Scope, machine: Machine) -> None:
    """What a generator gives is gathered; one without end is left when the turns of loops are spent."""
    value = evaluate(node.value, scope, machine) if node.value is not None else None
    generator = scope.generator
    if generator is not None and generator.yielded is not None:
        more = [value] if isinstance(node, ast.Yield) else entries(value)
        more = [machine.unknown(node)] if more is None else more
        machine.budget.made(node.lineno, len(more))
        generator.yielded.extend(more)


_KINDS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.Slice: _slice,
    ast.Tuple: tuple_display,
    ast.List: list_display,
    ast.Set: set_display,
    ast.Dict: dict_display,
    ast.BinOp: binary_operation,
    ast.UnaryOp: unary_operation,
    ast.BoolOp: boolean_operation,
    ast.Compare: comparison,
    ast.Call: _call,
    ast.IfExp: _conditional,
    ast.Lambda: _lambda,
    ast.JoinedStr: joined_text,
    ast.FormattedValue: formatted_value,
    ast.ListComp: comprehension,
    ast.SetComp: comprehension,
    ast.GeneratorExp: comprehension,
    ast.DictComp: comprehension,
    ast.NamedExpr: _walrus,
    ast.Await: _awaited,
    ast.Yield: _yielded,
    ast.YieldFrom: _yielded,
}
