"""Builders that the text defines and nothing in it calls: they are read as if called without arguments."""

from __future__ import annotations

import ast
import re

from diagnostics.source.interpreter.calling import call
from diagnostics.source.interpreter.leaving import Leave
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.scope import Scope
from diagnostics.source.interpreter.user_classes import instantiate, kind_of, lineage
from diagnostics.source.interpreter.values import BoundMethod, Call, Function, Instance, UserClass

_BUILDS = re.compile(r"build|create|make|get|model|net|compile|define|init", re.IGNORECASE)


def call_what_nothing_calls(scope: Scope, machine: Machine) -> None:
    """Calls functions and instantiates classes of the text that nothing has; their parameters are open."""
    for value in list(scope.names.values()):
        try:
            if isinstance(value, Function) and not value.called:
                call(value, _request(value.node, value.name, machine), machine)
            elif isinstance(value, UserClass):
                _class(value, scope, machine)
        except Leave:
            continue


def _class(of: UserClass, scope: Scope, machine: Machine) -> None:
    derived = [each for each in scope.names.values() if isinstance(each, UserClass) and each is not of]
    methods = [each for each in of.members.values() if isinstance(each, Function)]
    if any(of in tuple(lineage(each)) for each in derived) or kind_of(of) == "layer":
        return
    for method in methods:
        if method.kind in ("staticmethod", "classmethod") and not method.called:
            receiver = () if method.kind == "staticmethod" else (of,)
            call(method, _request(method.node, method.name, machine, *receiver), machine)
    if any(method.called for method in methods) or not methods:
        return
    made = instantiate(of, _request(methods[0].node, of.name, machine), machine)
    if kind_of(of) is None and isinstance(made, Instance):
        for method in methods:
            if not method.called and method.kind == "function" and _BUILDS.search(method.name):
                call(BoundMethod(method, made), _request(method.node, method.name, machine), machine)


def _request(node: ast.AST, name: str, machine: Machine, *arguments: object) -> Call:
    line = getattr(node, "lineno", 1)
    where = {"lineno": line, "col_offset": 0, "end_lineno": line, "end_col_offset": 0}
    called = ast.Name(name, ast.Load(), **where)
    return Call(arguments, {}, machine.place(node), ast.Call(called, [], [], **where))
