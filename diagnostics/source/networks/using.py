"""Layers, models and objects called on tensors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.user_classes import kind_of, member_of
from diagnostics.source.interpreter.values import BoundMethod, Call, Function, Instance, Unknown
from diagnostics.source.networks import spellings
from diagnostics.source.networks.flatten import graph_of_model
from diagnostics.source.networks.network import Layer, Model, Tensor, apply
from diagnostics.source.networks.tensors import flat, listed, tensors_in
from diagnostics.source.networks.user_layers import call_own, call_own_on, calls_itself, in_itself

_TENSORS_BY_NAME = ("inputs", "x", "query", "value", "key")
_STATES = frozenset({"initial_state", "constants"})


def use(called: Any, request: Call, machine: Machine) -> Any:
    """What a layer, a model or an object of the text's classes gives for the arguments."""
    if isinstance(called, Instance) and kind_of(called.of) is None:
        return _plain_object(called, request, machine)
    given = [*request.arguments, *(request.keywords[key] for key in _TENSORS_BY_NAME if key in request.keywords)]
    tensors = tuple(tensors_in(given))
    unknown = next((each for each in flat(given) if isinstance(each, Unknown)), None)
    if isinstance(called, Instance) and calls_itself(called):
        return call_own(called, request, machine) if tensors else unknown or machine.unknown(request.node)
    if not tensors or unknown is not None:
        for tensor in tensors:
            tensor.use.consumed = True
        return unknown or machine.unknown(request.node)
    if any(request.keywords.get(key) is not None for key in _STATES) or request.keywords.get("training") is True:
        return replace(machine.unknown(request.node), is_final=True)
    found = apply_any(called, tensors, machine, request)
    return found[0] if isinstance(found, list) and len(found) == 1 else found


def apply_any(called: Any, tensors: tuple[Tensor, ...], machine: Machine, request: Call | None) -> Any:
    """A list of the tensors that a layer or model gives, or an Unknown."""
    if isinstance(called, Model):
        return expand(called, tensors, machine, f"{machine.prefix}{called.name}/", request)
    if isinstance(called, Instance) and called.model is not None and not calls_itself(called):
        return apply_any(called.model, tensors, machine, request)
    if isinstance(called, Instance):
        return listed(call_own_on(called, tensors, machine))
    if isinstance(called, Function):
        return listed(_call(called, tensors, machine, request))
    if not isinstance(called, Layer):
        return called if isinstance(called, Unknown) else Unknown("a layer of another kind", 1)
    return _layer(called, tensors, machine, request)


def _layer(layer: Layer, tensors: tuple[Tensor, ...], machine: Machine, request: Call | None) -> Any:
    if layer.class_name in spellings.GONE:
        return [tensors[0]]
    if layer.class_name == "Lambda":
        return _inlined(layer, tensors, machine, request)
    place = request.place if request is not None else layer.made
    found = apply(layer, tensors, machine.next_use(), place, machine.prefix)
    if layer.config.get("return_state") is True or (
        request is not None and request.keywords.get("return_attention_scores") is True
    ):
        states = 3 if layer.class_name in ("LSTM", "ConvLSTM2D") else 2
        return [found, *(Tensor(found.use, output) for output in range(1, states))]
    return [found]


def _inlined(layer: Layer, tensors: tuple[Tensor, ...], machine: Machine, request: Call | None) -> Any:
    """A Lambda: what its function does to the tensors, where layers say the same."""
    function = layer.config.get("function")
    if not isinstance(function, Function) or request is None:
        for tensor in tensors:
            tensor.use.consumed = True
        return Unknown(f"Lambda of line {layer.made.line}", layer.made.line)
    given = tensors[0] if len(tensors) == 1 else list(tensors)
    return listed(machine.call_with(function, (given,), request))


def _call(function: Function, tensors: tuple[Tensor, ...], machine: Machine, request: Call | None) -> Any:
    return machine.call_with(function, tensors, request) if request else Unknown(function.name, function.node.lineno)


def expand(model: Model, tensors: tuple[Tensor, ...], machine: Machine, prefix: str, request: Call | None) -> Any:
    """The tensors that a model gives for others: its layers are called once more, named after it."""
    model.is_part = True
    if model.refusal is not None:
        return Unknown(f"{model.title or model.name}: {model.refusal[1]}", model.refusal[0])
    if model.doubts:
        return model.doubts[0]
    if machine.is_applying(model):
        return in_itself(model.title or model.name, model.made.line)
    with machine.applying(model, prefix):
        if model.instance is not None and calls_itself(model.instance):
            return listed(call_own_on(model.instance, tensors, machine))
        if model.steps is not None:
            return through(model.steps, list(tensors), machine, request)
        return _copied(model, tensors, machine, request)


def through(steps: Sequence[Any], tensors: list[Tensor], machine: Machine, request: Call | None) -> Any:
    """The tensors that layers called one after another give, or an Unknown."""
    found: Any = tensors
    for step in steps:
        if isinstance(step, Layer) and step.class_name == "InputLayer":
            continue
        found = apply_any(step, tuple(found), machine, _at(step, request))
        if isinstance(found, Unknown):
            return found
        if not isinstance(found, list) or not all(isinstance(each, Tensor) for each in found):
            return Unknown("a layer that gives no output of layers", request.place.line if request else 1)
    return found


def _at(step: Any, request: Call | None) -> Call | None:
    """The call around it, but where the step itself stands."""
    return request if not isinstance(step, Layer) or request is None else Call((), {}, step.made, request.node)


def _copied(model: Model, tensors: tuple[Tensor, ...], machine: Machine, request: Call | None) -> Any:
    """Every call between the model's inputs and outputs, made again on other tensors."""
    if len(tensors) != len(model.inputs):
        return Unknown(f"{model.name} takes {len(model.inputs)} inputs", request.place.line if request else 1)
    made = {(id(old.use), old.output): new for old, new in zip(model.inputs, tensors, strict=True)}
    outer = machine.prefix
    for old in graph_of_model(model, machine.budget, machine.models):
        if (id(old), 0) in made:
            continue
        inputs = tuple(made.get((id(each.use), each.output), each) for each in old.inputs)
        new = apply(old.layer, inputs, machine.next_use(), old.place, outer + old.prefix)
        made[id(old), 0] = new
    return [made.get((id(each.use), each.output), each) for each in model.outputs]


def _plain_object(called: Instance, request: Call, machine: Machine) -> Any:
    function = member_of(called.of, "__call__")
    known = isinstance(function, Function)
    return machine.call(BoundMethod(function, called), request, machine) if known else machine.unknown(request.node)
