"""Texts with values in them."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any

from diagnostics.source.interpreter import operators
from diagnostics.source.interpreter.limits import MAX_ITEMS
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.operators import Unanswered
from diagnostics.source.interpreter.scope import Scope
from diagnostics.source.interpreter.values import Unknown

_CONVERSIONS: Mapping[int, Callable[[Any], str]] = {114: repr, 115: str, 97: ascii}


def joined_text(node: ast.JoinedStr, scope: Scope, machine: Machine) -> Any:
    parts = [machine.evaluate(part, scope, machine) for part in node.values]
    unknown = next((part for part in parts if not isinstance(part, str)), None)
    if unknown is not None:
        return unknown if isinstance(unknown, Unknown) else machine.unknown(node)
    text = "".join(parts)
    machine.budget.made(node.lineno, len(text))
    return text if len(text) <= MAX_ITEMS else machine.unknown(node)


def formatted_value(node: ast.FormattedValue, scope: Scope, machine: Machine) -> Any:
    value = machine.evaluate(node.value, scope, machine)
    form = machine.evaluate(node.format_spec, scope, machine) if node.format_spec else ""
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
