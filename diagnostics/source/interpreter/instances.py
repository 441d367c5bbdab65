"""Attributes of the text's own objects."""

from __future__ import annotations

import ast
from typing import Any

from diagnostics.source.interpreter.functions import call_function
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.records import method_of_record
from diagnostics.source.interpreter.user_classes import member_of
from diagnostics.source.interpreter.values import (
    BoundMethod,
    Call,
    Function,
    Instance,
    Unknown,
)
from diagnostics.source.networks.model_methods import attribute_of_model


def attribute_of_instance(value: Instance, name: str, machine: Machine, unknown: Unknown) -> Any:
    """An attribute of an object, or what its class gives; for what derives from Keras's classes, theirs."""
    if name in value.members:
        return value.members[name]
    found = member_of(value.of, name)
    if isinstance(found, Function):
        if found.kind == "property":
            return call_function(found, _nothing(machine, unknown), machine, value)
        return found if found.kind == "staticmethod" else BoundMethod(found, value)
    if found is not None:
        return found
    if (method := method_of_record(value, name)) is not None:
        return method
    if value.model is not None:
        return attribute_of_model(value.model, name, machine, unknown)
    return unknown


def _nothing(machine: Machine, unknown: Unknown) -> Call:
    node = ast.Call(ast.Name("property", ast.Load()), [], [], lineno=unknown.line, col_offset=0)
    return Call((), {}, machine.place(node), node)
