"""Objects of the text's own layer and model classes, called on tensors."""

from __future__ import annotations

import ast
from typing import Any

from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.user_classes import member_of
from diagnostics.source.interpreter.values import BoundMethod, Call, Function, Instance, Unknown
from diagnostics.source.networks.network import Tensor
from diagnostics.source.networks.tensors import tensors_in

AS_THE_NETWORK = object()  # `training` in a class of the text: true while it trains, and so are its branches


def calls_itself(made: Instance) -> bool:
    """Whether the object's class says what it does with tensors."""
    return member_of(made.of, "call") is not None


def in_itself(name: str, line: int) -> Unknown:
    """What the output of a network is that is a part of itself."""
    return Unknown(f"{name}, which is a part of itself", line)


def call_own(called: Instance, request: Call, machine: Machine) -> Any:
    """An object of the text's own layer or model class: what its `call` does."""
    model = called.model
    if model is not None:
        model.is_part = True
    name = model.name if model else called.members.get("name")
    if machine.is_applying(called):
        return in_itself(called.of.name, request.place.line)
    with machine.applying(called, f"{machine.prefix}{name if isinstance(name, str) else 'layer'}/"):
        return _called(called, request, machine)


def call_own_on(called: Instance, tensors: tuple[Tensor, ...], machine: Machine) -> Any:
    """The same where Keras itself would call the object."""
    given = tensors[0] if len(tensors) == 1 else list(tensors)
    node = _called_at(called)
    return _called(called, Call((given,), {}, machine.place(node), node), machine)


def _called_at(called: Instance) -> Any:
    """A call that stands for Keras's own of the object's `call`."""
    function = member_of(called.of, "call")
    line = function.node.lineno if isinstance(function, Function) else 1
    name = ast.Name(called.of.name, ast.Load(), lineno=line, col_offset=0, end_lineno=line, end_col_offset=1)
    return ast.Call(name, [], [], lineno=line, col_offset=0, end_lineno=line, end_col_offset=1)


def _called(called: Instance, request: Call, machine: Machine) -> Any:
    _build(called, request, machine)
    function = member_of(called.of, "call")
    if not isinstance(function, Function):
        return machine.unknown(request.node)
    takes = {argument.arg for argument in (*function.node.args.args, *function.node.args.kwonlyargs)}
    keywords = {key: value for key, value in request.keywords.items() if key in takes or function.node.args.kwarg}
    if "training" in takes and "training" not in keywords and len(request.arguments) < 2:
        keywords["training"] = AS_THE_NETWORK
    again = Call(request.arguments, keywords, request.place, request.node, request.places, request.open_keywords)
    return machine.call(BoundMethod(function, called), again, machine)


def _build(called: Instance, request: Call, machine: Machine) -> None:
    function = member_of(called.of, "build")
    if not isinstance(function, Function) or called.is_built:
        return
    called.is_built = True
    tensors = list(tensors_in(request.arguments))
    shapes = [(None, *each.shape) if each.shape is not None else machine.unknown(request.node) for each in tensors]
    given = shapes[0] if len(shapes) == 1 else shapes
    machine.call_with(BoundMethod(function, called), (given,), request)
