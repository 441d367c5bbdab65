"""Operators of every kind."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import Any

from diagnostics.source.interpreter import operators
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.operators import Unanswered
from diagnostics.source.interpreter.scope import Scope
from diagnostics.source.interpreter.values import Unknown
from diagnostics.source.networks.data import Array
from diagnostics.source.networks.network import Tensor
from diagnostics.source.networks.rescaling import operations_after
from diagnostics.source.networks.tensor_math import tensor_binary, tensor_unary


def binary_operation(node: ast.BinOp, scope: Scope, machine: Machine) -> Any:
    left, right = machine.evaluate(node.left, scope, machine), machine.evaluate(node.right, scope, machine)
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


def unary_operation(node: ast.UnaryOp, scope: Scope, machine: Machine) -> Any:
    operand = machine.evaluate(node.operand, scope, machine)
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


def boolean_operation(node: ast.BoolOp, scope: Scope, machine: Machine) -> Any:
    is_and = isinstance(node.op, ast.And)
    value: Any = None
    unknown: Unknown | None = None
    for part in node.values:
        value = machine.evaluate(part, scope, machine)
        truth = truth_of(value)
        if truth is None:
            unknown = unknown or (value if isinstance(value, Unknown) else machine.unknown(part))
        elif truth is not is_and:
            return value
    return value if unknown is None else unknown


def comparison(node: ast.Compare, scope: Scope, machine: Machine) -> Any:
    left = machine.evaluate(node.left, scope, machine)
    for kind, part in zip(node.ops, node.comparators, strict=True):
        right = machine.evaluate(part, scope, machine)
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
