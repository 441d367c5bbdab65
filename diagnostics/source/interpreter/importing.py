"""`import`: names for what lies outside the text. Nothing is imported."""

from __future__ import annotations

import ast

from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.scope import Scope
from diagnostics.source.interpreter.values import Module
from diagnostics.source.networks import outside

_MAX_STARS = 100


def execute_import(node: ast.Import, scope: Scope, _machine: Machine) -> None:
    """`import a.b as c`."""
    for alias in node.names:
        if alias.asname:
            scope.bind(alias.asname, outside.known(Module(alias.name)))
        else:
            first = alias.name.split(".")[0]
            scope.bind(first, Module(first))


def execute_import_from(node: ast.ImportFrom, scope: Scope, _machine: Machine) -> None:
    """`from a.b import c as d`, and `from a.b import *`."""
    module = node.module or ""
    for alias in node.names:
        if alias.name == "*":
            stars = scope.outermost.stars
            if module not in stars and len(stars) < _MAX_STARS:
                stars.append(module)
        else:
            path = f"{module}.{alias.name}" if module else alias.name
            scope.bind(alias.asname or alias.name, outside.known(Module(path)))
