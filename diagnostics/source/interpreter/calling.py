"""What a call of the text gives, whatever is called."""

from __future__ import annotations

from typing import Any

from diagnostics.source.interpreter.functions import call_function
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.scope import Scope
from diagnostics.source.interpreter.user_classes import instantiate
from diagnostics.source.interpreter.values import (
    BoundMethod,
    Call,
    Function,
    Instance,
    Native,
    Super,
    Unknown,
    UserClass,
    any_of,
)
from diagnostics.source.networks.keras_objects import ActivationFunction, KerasClass, make_object
from diagnostics.source.networks.layers_made import make_layer
from diagnostics.source.networks.network import Layer, LayerClass, Model
from diagnostics.source.networks.tensor_math import call_activation
from diagnostics.source.networks.using import use


def call(called: Any, request: Call, machine: Machine, scope: Scope | None = None) -> Any:
    """The value of a call; an Unknown where the text leaves it open."""
    if isinstance(called, Native):
        return _accounted(called.call(request, machine), request, machine)
    if isinstance(called, Function):
        return call_function(called, request, machine)
    if isinstance(called, BoundMethod):
        return call_function(called.function, request, machine, called.receiver)
    if isinstance(called, LayerClass):
        return make_layer(called, request, machine)
    if isinstance(called, Layer | Model | Instance):
        return use(called, request, machine)
    if isinstance(called, UserClass):
        return instantiate(called, request, machine)
    if isinstance(called, ActivationFunction):
        return call_activation(called, request, machine)
    if isinstance(called, KerasClass):
        return make_object(called, request, machine)
    if scope is not None and isinstance(called, Unknown) and called.expression == "super":
        return _super(request, scope, machine)
    return _called_outside(called, request, machine)


def _accounted(value: Any, request: Call, machine: Machine) -> Any:
    if isinstance(value, str | bytes | list | tuple | dict | set | frozenset):
        machine.budget.made(request.place.line, len(value))
    return value


def _super(request: Call, scope: Scope, machine: Machine) -> Any:
    inside: Scope | None = scope
    while inside is not None and inside.method_of is None:
        inside = inside.outer
    if inside is None or inside.method_of is None or inside.receiver is None:
        return machine.unknown(request.node)
    return Super(inside.method_of, inside.receiver)


def _called_outside(called: Any, request: Call, machine: Machine) -> Any:
    """A function that the reader does not know: what it does to its arguments is not known either."""
    for value in (*request.arguments, *request.keywords.values()):
        machine.consume(value)
    if isinstance(called, Unknown) and called.either:
        return _called_either(called, request, machine)
    if isinstance(called, Unknown) and "(" in called.expression:
        return called  # what cannot be read is the call that made it
    return machine.supplied_for(machine.unknown(request.node))


def _called_either(called: Unknown, request: Call, machine: Machine) -> Any:
    return any_of(called, [call(each, request, machine) for each in called.either])
