"""What the statements of a text do to names and objects."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any

from diagnostics.source.interpreter import operators
from diagnostics.source.interpreter.attributes import set_attribute
from diagnostics.source.interpreter.expressions import binary_value, evaluate, function_of, truth_of
from diagnostics.source.interpreter.importing import execute_import, execute_import_from
from diagnostics.source.interpreter.items import entries, set_item
from diagnostics.source.interpreter.limits import MAX_ITEMS, MAX_LOOP
from diagnostics.source.interpreter.machine import Machine, written
from diagnostics.source.interpreter.matching_cases import chosen_case
from diagnostics.source.interpreter.scope import Scope
from diagnostics.source.interpreter.user_classes import define_class
from diagnostics.source.interpreter.values import Instance, Unknown, any_of
from diagnostics.source.networks.network import Model, Tensor
from diagnostics.source.place import Place


class Leave(Exception):
    """The block ends here."""


class Returned(Leave):
    """A function gives a value."""

    def __init__(self, value: Any) -> None:
        self.value = value
        super().__init__()


class Broken(Leave):
    """`break`."""


class Continued(Leave):
    """`continue`."""


class Raised(Leave):
    """`raise`, and what else would end the program here."""


def execute(statements: Sequence[ast.stmt], scope: Scope, machine: Machine) -> None:
    """Follows statements one after another."""
    for statement in statements:
        machine.budget.spend(statement.lineno)
        kind = _KINDS.get(type(statement))
        if kind is not None:
            kind(statement, scope, machine)


def _expression(node: ast.Expr, scope: Scope, machine: Machine) -> None:
    evaluate(node.value, scope, machine)


def _assign(node: ast.Assign, scope: Scope, machine: Machine) -> None:
    value = evaluate(node.value, scope, machine)
    for target in node.targets:
        if isinstance(target, ast.Attribute):
            _set(target, value, scope, machine, machine.place(node.value))
        else:
            assign(target, value, scope, machine, machine.place(node))


def _annotated(node: ast.AnnAssign, scope: Scope, machine: Machine) -> None:
    if node.value is not None:
        assign(node.target, evaluate(node.value, scope, machine), scope, machine, machine.place(node))


def assign(target: ast.expr, value: Any, scope: Scope, machine: Machine, place: Place | None = None) -> None:
    """Binds a name, an attribute, an item, or several at once."""
    if isinstance(target, ast.Name):
        _bind(target.id, value, scope, place or machine.place(target))
    elif isinstance(target, ast.Attribute):
        _set(target, value, scope, machine, None)
    elif isinstance(target, ast.Subscript):
        owner = evaluate(target.value, scope, machine)
        set_item(owner, evaluate(target.slice, scope, machine), value)
        machine.consume(value)
    elif isinstance(target, ast.Starred):
        assign(target.value, value, scope, machine, place)
    elif isinstance(target, ast.Tuple | ast.List):
        _unpack(target, value, scope, machine, place)


def _set(target: ast.Attribute, value: Any, scope: Scope, machine: Machine, place: Place | None) -> None:
    set_attribute(evaluate(target.value, scope, machine), target.attr, value, machine, place)
    machine.consume(value)


def _bind(name: str, value: Any, scope: Scope, place: Place) -> None:
    before = scope.bind(name, value)
    if isinstance(before, Tensor) and before is not value and before.use.overwritten is None:
        before.use.overwritten = place
    if isinstance(value, Tensor) and value.use.variable is None:
        value.use.variable, value.use.bound = name, place
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
            unknown = Unknown(written(each), target.lineno, getattr(value, "means", None))
            assign(each, unknown, scope, machine, place)


def _augmented(node: ast.AugAssign, scope: Scope, machine: Machine) -> None:
    loaded = ast.copy_location(_loaded(node.target), node.target)
    before, added = evaluate(loaded, scope, machine), evaluate(node.value, scope, machine)
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


def _delete(node: ast.Delete, scope: Scope, _machine: Machine) -> None:
    for target in node.targets:
        if isinstance(target, ast.Name):
            scope.names.pop(target.id, None)


def _global(node: ast.Global, scope: Scope, _machine: Machine) -> None:
    for name in node.names:
        scope.elsewhere[name] = scope.outermost


def _nonlocal(node: ast.Nonlocal, scope: Scope, _machine: Machine) -> None:
    for name in node.names:
        holder = scope.outer.holder(name) if scope.outer else None
        scope.elsewhere[name] = holder or scope.outermost


def _if(node: ast.If, scope: Scope, machine: Machine) -> None:
    condition = evaluate(node.test, scope, machine)
    truth = truth_of(condition)
    if truth is not None:
        execute(node.body if truth else node.orelse, scope, machine)
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
            execute(body, scope, machine)
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


def _for(node: ast.For | ast.AsyncFor, scope: Scope, machine: Machine) -> None:
    iterated = evaluate(node.iter, scope, machine)
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
        try:
            execute(node.body, scope, machine)
        except Continued:
            continue
        except Broken:
            return
    execute(node.orelse, scope, machine)


def _once(body: Sequence[ast.stmt], target: ast.expr | None, unknown: Unknown, scope: Scope, machine: Machine) -> None:
    """A loop whose turns are not known: its body is followed once, in doubt."""
    if target is not None:
        assign(target, _turn(target, unknown), scope, machine)
    branches((body, ()), unknown, scope, machine)


def _turn(target: ast.expr, unknown: Unknown) -> Unknown:
    return Unknown(written(target), target.lineno, None, unknown.either)


def _while(node: ast.While, scope: Scope, machine: Machine) -> None:
    for _ in range(MAX_LOOP):
        condition = evaluate(node.test, scope, machine)
        truth = truth_of(condition)
        if truth is None or not machine.budget.turn():
            _once(node.body, None, machine.unknown(node.test), scope, machine)
            return
        if not truth:
            execute(node.orelse, scope, machine)
            return
        try:
            execute(node.body, scope, machine)
        except Continued:
            continue
        except Broken:
            return
    _once(node.body, None, machine.unknown(node.test), scope, machine)


def _with(node: ast.With | ast.AsyncWith, scope: Scope, machine: Machine) -> None:
    for each in node.items:
        value = evaluate(each.context_expr, scope, machine)
        if each.optional_vars is not None:
            assign(each.optional_vars, value, scope, machine)
    execute(node.body, scope, machine)


def _try(node: Any, scope: Scope, machine: Machine) -> None:
    try:
        execute(node.body, scope, machine)
        execute(node.orelse, scope, machine)
    except Raised:
        if not node.handlers:
            raise
        execute(node.handlers[0].body, scope, machine)
    finally:
        execute(node.finalbody, scope, machine)


def _match(node: ast.Match, scope: Scope, machine: Machine) -> None:
    subject = evaluate(node.subject, scope, machine)
    chosen = chosen_case(node, subject)
    if chosen is None:
        unknown = subject if isinstance(subject, Unknown) else machine.unknown(node.subject)
        branches([case.body for case in node.cases], unknown, scope, machine)
    else:
        execute(chosen, scope, machine)


def _function(node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope, machine: Machine) -> None:
    from diagnostics.source.interpreter.functions import decorated  # functions are made of statements

    if isinstance(node, ast.AsyncFunctionDef):
        scope.bind(node.name, machine.unknown(node, node.name))
        return
    function = function_of(node.name, node, scope, machine)
    machine.functions.append(function)
    scope.bind(node.name, decorated(function, node, scope, machine))


def _class(node: ast.ClassDef, scope: Scope, machine: Machine) -> None:
    scope.bind(node.name, define_class(node, scope, machine))


def _return(node: ast.Return, scope: Scope, machine: Machine) -> None:
    raise Returned(evaluate(node.value, scope, machine) if node.value else None)


def _raise(_node: ast.Raise, _scope: Scope, _machine: Machine) -> None:
    raise Raised


def _break(_node: ast.Break, _scope: Scope, _machine: Machine) -> None:
    raise Broken


def _continue(_node: ast.Continue, _scope: Scope, _machine: Machine) -> None:
    raise Continued


_KINDS: dict[type[ast.stmt], Callable[..., None]] = {
    ast.Expr: _expression,
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.Delete: _delete,
    ast.Global: _global,
    ast.Nonlocal: _nonlocal,
    ast.If: _if,
    ast.For: _for,
    ast.AsyncFor: _for,
    ast.While: _while,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.Try: _try,
    ast.Match: _match,
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.ClassDef: _class,
    ast.Return: _return,
    ast.Raise: _raise,
    ast.Break: _break,
    ast.Continue: _continue,
    ast.Import: execute_import,
    ast.ImportFrom: execute_import_from,
}
_KINDS[ast.TryStar] = _try
