"""Attributes and methods of models and layers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.values import Call, Instance, Native, Unknown
from diagnostics.source.networks.flatten import graph_of_model
from diagnostics.source.networks.input_shapes import without_batch
from diagnostics.source.networks.models_made import add_step
from diagnostics.source.networks.network import Layer, Model, tensor_of
from diagnostics.source.networks.stages import compile_model, fit_model, fit_on_generator
from diagnostics.source.networks.using import materialised
from diagnostics.source.place import Place

Method = Callable[[Model, Call, Machine], Any]


def attribute_of_model(model: Model, name: str, machine: Machine, unknown: Unknown) -> Any:
    """What `model.name` is."""
    if name in _METHODS:
        method = _METHODS[name]
        return Native(name, lambda request, state: method(model, request, state))
    if name in ("input", "inputs", "output", "outputs", "input_shape", "output_shape"):
        return _end(model, name, machine, unknown)
    if name == "layers":
        return layers_of(model, machine)
    if name == "name":
        return model.name
    if name == "trainable":
        return not model.is_frozen
    if name == "optimizer" and model.stages:
        return model.stages[-1].optimizer
    return unknown


def _end(model: Model, name: str, machine: Machine, unknown: Unknown) -> Any:
    materialised(model, machine)
    tensors = model.inputs if name.startswith("input") else model.outputs
    if not tensors:
        return Unknown(model.refusal[1], model.refusal[0]) if model.refusal else unknown
    if name.endswith("_shape"):
        shape = tensors[0].shape
        return unknown if shape is None else (None, *shape)
    return list(tensors) if name.endswith("s") or len(tensors) > 1 else tensors[0]


def attribute_of_layer(layer: Layer, name: str, machine: Machine, unknown: Unknown) -> Any:
    """What `layer.name` is."""
    if name in ("output", "input", "output_shape") and not layer.uses:
        for model in machine.models:
            if model.steps is not None and any(each is layer for each in model.steps):
                materialised(model, machine)
    if name in ("output", "input") and layer.uses:
        use = layer.uses[0]
        if name == "output":
            return tensor_of(use)
        return use.inputs[0] if len(use.inputs) == 1 else list(use.inputs)
    if name == "output_shape" and layer.uses:
        shape = tensor_of(layer.uses[0]).shape
        return unknown if shape is None else (None, *shape)
    if name in ("name", "trainable"):
        return layer.name if name == "name" else layer.trainable
    if name in ("get_weights", "set_weights", "build", "count_params", "get_config", "adapt"):
        return Native(name, lambda request, state: state.unknown(request.node))
    return deepcopy(layer.config.get(name, unknown))  # configs of applications belong to all readings


def layers_of(model: Model, machine: Machine) -> list[Any]:
    """`model.layers`: layers and nested models in order; a Sequential does not count its InputLayer."""
    if model.steps is not None:
        return [step for step in model.steps if not (isinstance(step, Layer) and step.class_name == "InputLayer")]
    if model.instance is not None and not model.outputs:
        return [each for each in model.instance.members.values() if isinstance(each, Layer | Model | Instance)]
    nested = {each.name: each for each in machine.models if each is not model}
    found: dict[int, Any] = {}
    for use in graph_of_model(model, machine.budget, machine.models):
        first = use.prefix.split("/")[0]
        each = nested.get(first, use.layer) if use.prefix else use.layer
        found[id(each)] = each
    return [*found.values()]


def every_layer(owner: Any, machine: Machine) -> list[Layer]:
    """Every layer in a model or an object, those of nested ones among them, each once."""
    found: dict[int, Any] = {}
    waiting = [owner]
    while waiting:
        each = waiting.pop()
        if id(each) not in found:
            found[id(each)] = each
            waiting.extend(_parts_of(each, machine))
    return [each for each in found.values() if isinstance(each, Layer)]


def _parts_of(owner: Any, machine: Machine) -> Sequence[Any]:
    if isinstance(owner, Layer):
        return [owner.config.get("layer")]
    if isinstance(owner, Instance):
        inside = [each for each in owner.members.values() if isinstance(each, Layer | Instance | Model)]
        return [*inside[:2000], *([owner.model] if owner.model is not None else [])]
    if not isinstance(owner, Model):
        return []
    if owner.steps is not None:
        return owner.steps
    if owner.instance is not None and not owner.outputs:
        return [owner.instance]
    return [use.layer for use in graph_of_model(owner, machine.budget, machine.models)]


def freeze(owner: Any, value: Any, machine: Machine, place: Place | None = None) -> None:
    """`owner.trainable = value`, of everything in it; the place is that of the value."""
    if isinstance(value, bool | int):
        for model in _models_in(owner, machine):
            model.is_frozen = not value
        for layer in every_layer(owner, machine):
            layer.trainable = bool(value)
            if place is not None:
                layer.set_at[layer.trainable] = place


def frozen_layers(owner: Any, machine: Machine) -> set[int]:
    """The layers of a model (by identity) that do not train: frozen themselves, or within a model that is."""
    frozen = {id(layer) for layer in every_layer(owner, machine) if not layer.trainable}
    for model in _models_in(owner, machine):
        if model.is_frozen:
            frozen |= {id(layer) for layer in every_layer(model, machine)}
    return frozen


def _models_in(owner: Any, machine: Machine) -> list[Model]:
    """The model itself and those that are layers of it, at whatever depth."""
    found: dict[int, Model] = {}
    waiting = [owner]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Model) and id(each) not in found:
            found[id(each)] = each
            waiting.extend(layers_of(each, machine))
    return [*found.values()]


def _add(model: Model, request: Call, machine: Machine) -> None:
    add_step(model, request.get("layer", 0), request, machine)


def _pop(model: Model, _request: Call, _machine: Machine) -> Any:
    if model.steps:
        model.inputs = model.outputs = ()
        model.added.pop()
        return model.steps.pop()
    return None


def _get_layer(model: Model, request: Call, machine: Machine) -> Any:
    name, index = request.get("name", 0), request.get("index", 1)
    found = layers_of(model, machine)
    if isinstance(name, int):
        name, index = None, name
    if isinstance(index, int) and name is None:
        return found[index] if -len(found) <= index < len(found) else machine.unknown(request.node)
    return next((each for each in found if getattr(each, "name", None) == name), machine.unknown(request.node))


def _build(model: Model, request: Call, _machine: Machine) -> None:
    shape = request.get("input_shape", 0)
    if isinstance(shape, list | tuple) and model.input_shape is None:
        model.input_shape = without_batch(shape)


def _weights(model: Model, request: Call, machine: Machine) -> None:
    machine.note(request.place.line, f"the weights that {model.title or model.name} loads are not read")


def _nothing(_model: Model, _request: Call, _machine: Machine) -> None:
    return None


def _answer(_model: Model, request: Call, machine: Machine) -> Any:
    for each in request.arguments:
        machine.consume(each)
    return machine.unknown(request.node)


def _called(model: Model, request: Call, machine: Machine) -> Any:
    from diagnostics.source.networks.using import use

    return use(model, request, machine)


_METHODS: Mapping[str, Method] = {
    "add": _add, "pop": _pop, "get_layer": _get_layer, "build": _build, "compile": compile_model, "fit": fit_model,
    "fit_generator": fit_on_generator, "load_weights": _weights, "set_weights": _weights, "summary": _nothing,
    "save": _nothing, "save_weights": _nothing, "reset_states": _nothing, "call": _called, "__call__": _called,
    "train_on_batch": _answer, "predict": _answer, "evaluate": _answer, "predict_on_batch": _answer, "to_json": _answer,
    "get_config": _answer, "get_weights": _answer, "export": _nothing, "count_params": _answer,
}  # fmt: skip
