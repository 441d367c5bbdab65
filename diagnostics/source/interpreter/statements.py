"""What the statements of a text do to names and objects."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from diagnostics.source.interpreter.binding import _set, assign, augment
from diagnostics.source.interpreter.branching import follow_if, follow_match, follow_try
from diagnostics.source.interpreter.expressions import evaluate, function_of
from diagnostics.source.interpreter.functions import decorated
from diagnostics.source.interpreter.importing import execute_import, execute_import_from
from diagnostics.source.interpreter.leaving import Broken, Continued, Raised, Returned
from diagnostics.source.interpreter.looping import follow_for, follow_while
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.scope import Scope
from diagnostics.source.interpreter.user_classes import define_class


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


def _with(node: ast.With | ast.AsyncWith, scope: Scope, machine: Machine) -> None:
    for each in node.items:
        value = evaluate(each.context_expr, scope, machine)
        if each.optional_vars is not None:
            assign(each.optional_vars, value, scope, machine)
    execute(node.body, scope, machine)


def _function(node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope, machine: Machine) -> None:
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
    ast.AugAssign: augment,
    ast.Delete: _delete,
    ast.Global: _global,
    ast.Nonlocal: _nonlocal,
    ast.If: follow_if,
    ast.For: follow_for,
    ast.AsyncFor: follow_for,
    ast.While: follow_while,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.Try: follow_try,
    ast.Match: follow_match,
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
_KINDS[ast.TryStar] = follow_try
