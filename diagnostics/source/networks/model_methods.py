"""Attributes and methods of models and layers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.values import Call, Native, Unknown
from diagnostics.source.networks.entrances import materialised
from diagnostics.source.networks.freezing import every_layer, layers_of
from diagnostics.source.networks.input_shapes import without_batch
from diagnostics.source.networks.models_made import add_step
from diagnostics.source.networks.network import Layer, Model, tensor_of
from diagnostics.source.networks.stages import compile_model, fit_model, fit_on_generator

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
    if name == "set_weights":
        return Native(name, lambda request, state: _fill([layer], layer.name, request, state))
    if name in ("get_weights", "build", "count_params", "get_config", "adapt"):
        return Native(name, lambda request, state: state.unknown(request.node))
    return deepcopy(layer.config.get(name, unknown))  # configs of applications belong to all readings


def _add(model: Model, request: Call, machine: Machine) -> None:
    add_step(model, request.get("layer", 0), request, machine)


def _pop(model: Model, _request: Call, _machine: Machine) -> Any:
    if model.steps:
        model.inputs = model.outputs = ()
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
    is_trained = any(stage.fitted is not None for stage in model.stages)  # then it is its own that come back
    _fill([] if is_trained else every_layer(model, machine), model.title or model.name, request, machine)


def _fill(layers: Sequence[Layer], name: str, request: Call, machine: Machine) -> None:
    machine.note(request.place.line, f"the weights that {name} loads are not read")
    for layer in layers:
        layer.is_filled = True


def _nothing(_model: Model, _request: Call, _machine: Machine) -> None:
    return None


def _answer(_model: Model, request: Call, machine: Machine) -> Any:
    for each in request.arguments:
        machine.consume(each)
    return machine.unknown(request.node)


def _called(model: Model, request: Call, machine: Machine) -> Any:
    return machine.call(model, request, machine)


_METHODS: Mapping[str, Method] = {
    "add": _add, "pop": _pop, "get_layer": _get_layer, "build": _build, "compile": compile_model, "fit": fit_model,
    "fit_generator": fit_on_generator, "load_weights": _weights, "set_weights": _weights, "summary": _nothing,
    "save": _nothing, "save_weights": _nothing, "reset_states": _nothing, "call": _called, "__call__": _called,
    "train_on_batch": _answer, "predict": _answer, "evaluate": _answer, "predict_on_batch": _answer, "to_json": _answer,
    "get_config": _answer, "get_weights": _answer, "export": _nothing, "count_params": _answer,
}  # fmt: skip
