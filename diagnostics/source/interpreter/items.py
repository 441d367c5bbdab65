"""Entries of values: what a loop goes through, and what stands at an index."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Any

from diagnostics.source.interpreter import operators
from diagnostics.source.interpreter.limits import MAX_LOOP
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.operators import Unanswered
from diagnostics.source.interpreter.values import Unknown
from diagnostics.source.networks.network import Tensor
from diagnostics.source.networks.tensor_math import tensor_item


def entries(value: Any, wanted: int | None = None) -> Sequence[Any] | None:
    """What a loop over the value goes through, in order; None where that is open.

    `wanted` is how many names the value is unpacked to, where it is.
    """
    if isinstance(value, list | tuple):
        return value
    if isinstance(value, str | range):
        return None if value[MAX_LOOP:] else value
    if isinstance(value, dict):
        return list(value)
    if isinstance(value, set | frozenset):  # texts in the same order whenever they are read
        return sorted(value) if all(isinstance(each, str) for each in value) else list(value)
    if hasattr(value, "entries"):  # data and layers of a model
        found: Sequence[Any] | None = value.entries(wanted)
        return found
    return None


def item(value: Any, key: Any, node: ast.Subscript, machine: Machine) -> Any:
    """`value[key]`."""
    if isinstance(value, Tensor):
        return tensor_item(value, key, node, machine)
    if hasattr(value, "item"):
        return value.item(key, machine.unknown(node))
    if isinstance(key, Unknown) and not isinstance(value, Unknown):
        return key if isinstance(value, list | tuple | dict) else machine.unknown(node)
    if isinstance(value, Unknown):
        return _item_of_unknown(value, key, node, machine)
    if isinstance(value, str | list | tuple | range | bytes) and isinstance(key, int | slice):
        return _answered(value, key, node, machine)
    if isinstance(value, dict) and operators.is_small(key):
        return _answered(value, key, node, machine)
    return machine.unknown(node)


def _item_of_unknown(value: Unknown, key: Any, node: ast.Subscript, machine: Machine) -> Any:
    if value.operations and isinstance(key, slice):  # samples, whole
        return value
    shape = machine.supplied_for(value)
    if not isinstance(shape, Unknown):
        return _answered(shape, key, node, machine)
    if value.expression.endswith(".shape"):
        return Unknown(value.expression, value.line, value.means)
    return machine.supplied_for(machine.unknown(node))


def _answered(value: Any, key: Any, node: ast.AST, machine: Machine) -> Any:
    try:
        found = operators.answered(lambda: value[key])
    except Unanswered:
        return machine.unknown(node)
    return found


def set_item(owner: Any, key: Any, value: Any) -> None:
    """`owner[key] = value`, where the owner is a list or dictionary of the text."""
    if isinstance(owner, dict) and not isinstance(key, Unknown) and operators.is_small(key):
        owner.update(_single(key, value))
    elif isinstance(owner, list) and isinstance(key, int) and -len(owner) <= key < len(owner):
        owner[key] = value


def _single(key: Any, value: Any) -> dict[Any, Any]:
    try:
        return {key: value}
    except TypeError:  # a list is no key
        return {}
