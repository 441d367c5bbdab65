"""What an expression of the text stands for."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from diagnostics.source.interpreter import operators
from diagnostics.source.interpreter.attributes import attribute
from diagnostics.source.interpreter.calling import call
from diagnostics.source.interpreter.items import entries, item
from diagnostics.source.interpreter.limits import MAX_ITEMS, MAX_LOOP
from diagnostics.source.interpreter.machine import Machine, written
from diagnostics.source.interpreter.names import look_up
from diagnostics.source.interpreter.operators import Unanswered
from diagnostics.source.interpreter.scope import Scope
from diagnostics.source.interpreter.values import Call, Function, Unknown, any_of
from diagnostics.source.networks.data import Array, operations_after
from diagnostics.source.networks.network import Tensor
from diagnostics.source.networks.tensor_math import tensor_binary, tensor_unary

_CONVERSIONS: Mapping[int, Callable[[Any], str]] = {114: repr, 115: str, 97: ascii}
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


def _tuple(node: ast.Tuple, scope: Scope, machine: Machine) -> Any:
    return tuple(_elements(node.elts, scope, machine))


def _list(node: ast.List, scope: Scope, machine: Machine) -> Any:
    return list(_elements(node.elts, scope, machine))


def _set(node: ast.Set, scope: Scope, machine: Machine) -> Any:
    found = list(_elements(node.elts, scope, machine))
    known = all(operators.is_small(each) and operators.hashable(each) for each in found)
    return set(found) if known else machine.unknown(node)


def _elements(nodes: list[ast.expr], scope: Scope, machine: Machine) -> Iterator[Any]:
    for node in nodes:
        if isinstance(node, ast.Starred):
            found = entries(evaluate(node.value, scope, machine))
            if found is None:
                yield machine.unknown(node)
            else:
                machine.budget.made(node.lineno, len(found))
                yield from found
        else:
            yield evaluate(node, scope, machine)


def _dict(node: ast.Dict, scope: Scope, machine: Machine) -> Any:
    found: dict[Any, Any] = {}
    for key, value in zip(node.keys, node.values, strict=True):
        made = evaluate(value, scope, machine)
        if key is None:
            if not isinstance(made, dict):
                return machine.unknown(node)
            machine.budget.made(node.lineno, len(made))
            found |= made
            continue
        named = evaluate(key, scope, machine)
        if not operators.hashable(named):
            return machine.unknown(node)
        found[named] = made
    return found


def _binary(node: ast.BinOp, scope: Scope, machine: Machine) -> Any:
    left, right = evaluate(node.left, scope, machine), evaluate(node.right, scope, machine)
    return binary_value(node, left, right, machine)


def binary_value(node: Any, left: Any, right: Any, machine: Machine) -> Any:
    """What `left op right` is; `node` holds the operator as `op`."""
    if isinstance(left, Tensor) or isinstance(right, Tensor):
        return tensor_binary(node, left, right, machine)
    for operand in (left, right):
        if hasattr(operand, "binary"):  # data know their own arithmetic
            return _prepared(operand.binary(type(node.op), left, right, machine.unknown(node)), node, machine)
    for operand, other in ((left, right), (right, left)):
        if isinstance(operand, Unknown):
            return _prepared(_of_open(operand, type(node.op), other, is_first=operand is left), node, machine)
    try:
        value = operators.binary(type(node.op), left, right)
    except Unanswered:
        return machine.unknown(node)
    if isinstance(value, str | bytes | list | tuple):
        machine.budget.made(node.lineno, len(value))
    return value


def _prepared(data: Any, node: ast.AST, machine: Machine) -> Any:
    known = isinstance(data, Unknown | Array) and data.operations
    return replace(data, prepared=machine.place(node)) if known else data


def _of_open(unknown: Unknown, kind: type[ast.operator], other: Any, is_first: bool) -> Unknown:
    """Open still; where it is data, what is done to their numbers is kept."""
    found = operations_after(unknown.operations, kind, other, is_first)
    return replace(unknown, is_odd=True) if found is None else replace(unknown, operations=found)


def _unary(node: ast.UnaryOp, scope: Scope, machine: Machine) -> Any:
    operand = evaluate(node.operand, scope, machine)
    if isinstance(operand, Unknown):
        return operand
    if isinstance(operand, Tensor):
        return tensor_unary(node, operand, machine)
    if isinstance(node.op, ast.Not):
        truth = truth_of(operand)
        return machine.unknown(node) if truth is None else not truth
    try:
        return operators.unary(type(node.op), operand)
    except Unanswered:
        return machine.unknown(node)


def truth_of(value: Any) -> bool | None:
    """Whether Python takes the value as true; None where that is open."""
    if isinstance(value, Unknown):
        return None
    if value is None or isinstance(
        value, bool | int | float | str | bytes | list | tuple | dict | set | frozenset | range
    ):
        return bool(value)
    return None if hasattr(value, "binary") else True


def _boolean(node: ast.BoolOp, scope: Scope, machine: Machine) -> Any:
    is_and = isinstance(node.op, ast.And)
    value: Any = None
    unknown: Unknown | None = None
    for part in node.values:
        value = evaluate(part, scope, machine)
        truth = truth_of(value)
        if truth is None:
            unknown = unknown or (value if isinstance(value, Unknown) else machine.unknown(part))
        elif truth is not is_and:
            return value
    return value if unknown is None else unknown


def _compare(node: ast.Compare, scope: Scope, machine: Machine) -> Any:
    left = evaluate(node.left, scope, machine)
    for kind, part in zip(node.ops, node.comparators, strict=True):
        right = evaluate(part, scope, machine)
        for operand in (left, right):
            if isinstance(operand, Unknown) and not isinstance(kind, ast.Is | ast.IsNot):
                return machine.unknown(node)
        if isinstance(left, Unknown) or isinstance(right, Unknown):
            return machine.unknown(node)
        try:
            holds = operators.compare(type(kind), left, right)
        except Unanswered:
            return machine.unknown(node)
        if not holds:
            return False
        left = right
    return True


def _call(node: ast.Call, scope: Scope, machine: Machine) -> Any:
    called = evaluate(node.func, scope, machine)
    arguments: list[Any] = []
    places: dict[str | int, Any] = {}
    for each in node.args:
        if not isinstance(each, ast.Starred):
            places[len(arguments)] = machine.place(each)
        arguments.extend(_elements([each], scope, machine))
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


def _text(node: ast.JoinedStr, scope: Scope, machine: Machine) -> Any:
    parts = [evaluate(part, scope, machine) for part in node.values]
    unknown = next((part for part in parts if not isinstance(part, str)), None)
    if unknown is not None:
        return unknown if isinstance(unknown, Unknown) else machine.unknown(node)
    text = "".join(parts)
    machine.budget.made(node.lineno, len(text))
    return text if len(text) <= MAX_ITEMS else machine.unknown(node)


def _formatted(node: ast.FormattedValue, scope: Scope, machine: Machine) -> Any:
    value = evaluate(node.value, scope, machine)
    form = evaluate(node.format_spec, scope, machine) if node.format_spec else ""
    if isinstance(value, Unknown) or not isinstance(form, str):
        return value if isinstance(value, Unknown) else machine.unknown(node)
    if not operators.is_small(value) or operators.has_wide_field(form):
        return machine.unknown(node.value)
    conversion = _CONVERSIONS.get(node.conversion)
    shown = conversion(value) if conversion else value
    try:
        return operators.answered(format, shown, form)
    except Unanswered:
        return machine.unknown(node.value)


def _comprehension(node: Any, scope: Scope, machine: Machine) -> Any:
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
    from diagnostics.source.interpreter.statements import assign  # statements are made of expressions

    if position == len(node.generators):
        if isinstance(node, ast.DictComp):
            found.append((evaluate(node.key, scope, machine), evaluate(node.value, scope, machine)))
        else:
            found.append(evaluate(node.elt, scope, machine))
        return len(found) <= MAX_ITEMS
    generator = node.generators[position]
    values = entries(evaluate(generator.iter, scope, machine))
    if values is None or len(values) > MAX_LOOP:
        return False
    for value in values:
        if not machine.budget.turn():
            return False
        assign(generator.target, value, scope, machine)
        truths = [truth_of(evaluate(test, scope, machine)) for test in generator.ifs]
        if None in truths:
            return False
        if all(truths) and not _gather(node, position + 1, scope, machine, found):
            return False
    return True


def _walrus(node: ast.NamedExpr, scope: Scope, machine: Machine) -> Any:
    from diagnostics.source.interpreter.statements import assign

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
    ast.Tuple: _tuple,
    ast.List: _list,
    ast.Set: _set,
    ast.Dict: _dict,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.BoolOp: _boolean,
    ast.Compare: _compare,
    ast.Call: _call,
    ast.IfExp: _conditional,
    ast.Lambda: _lambda,
    ast.JoinedStr: _text,
    ast.FormattedValue: _formatted,
    ast.ListComp: _comprehension,
    ast.SetComp: _comprehension,
    ast.GeneratorExp: _comprehension,
    ast.DictComp: _comprehension,
    ast.NamedExpr: _walrus,
    ast.Await: _awaited,
    ast.Yield: _yielded,
    ast.YieldFrom: _yielded,
}

__all__ = ["binary_value", "evaluate", "function_of", "truth_of"]
