"""Models of a program's own classes as the functional models that they amount to."""

from __future__ import annotations

import inspect
import json
from typing import Any
from unittest import mock

import keras

Shapes = tuple[tuple[int | None, ...], ...]  # of a network's inputs, with the batch
_OWN = "__main__"  # the module of what a program defines


def is_own(layer: Any) -> bool:
    """Whether the layer's class is one that the program defines."""
    return bool(type(layer).__module__ == _OWN)


def own_layers_called_inline() -> Any:
    """Makes the layers inside a program's own layers stand in the graph, rather than the own layers."""
    real = keras.layers.Layer.__call__

    def call(self: Any, *args: Any, **kwargs: Any) -> Any:
        symbolic = any(isinstance(leaf, keras.KerasTensor) for leaf in keras.tree.flatten((args, kwargs)))
        return _inline(self, args, kwargs) if symbolic and _is_opaque(self) else real(self, *args, **kwargs)

    return mock.patch.object(keras.layers.Layer, "__call__", call)


def as_functional(model: Any, shapes: Shapes) -> Any:
    """The model, built; `shapes` are those of its inputs with the batch, where the program does not say them."""
    if _is_opaque(model):
        inputs = [keras.Input(shape[1:]) for shape in shapes]
        return keras.Model(inputs, _inline(model, (inputs[0] if len(inputs) == 1 else inputs,), {}))
    if isinstance(model, keras.Sequential):
        if not model.built:
            model.build(shapes[0])
        return keras.Sequential(model._layers, name=model.name) if is_own(model) else model
    return keras.Model(model.inputs, model.outputs, name=model.name) if is_own(model) else model


def _is_opaque(layer: Any) -> bool:
    """Whether what the layer does stands in its `call` alone."""
    return is_own(layer) and not hasattr(layer, "_functional") and not hasattr(layer, "_operations")


def _inline(layer: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    if not layer.built and "build" in vars(type(layer)):
        layer.build(keras.tree.map_structure(lambda tensor: tensor.shape, args[0]))
    if "training" in inspect.signature(layer.call).parameters:
        kwargs = {**kwargs, "training": None}
    return layer.call(*args, **kwargs)


def config_of(model: Any) -> Any:
    """What Keras writes of a model."""
    return _with_functions_by_name(json.loads(json.dumps(keras.saving.serialize_keras_object(model))))


def _with_functions_by_name(value: Any) -> Any:
    """The config with activations of TensorFlow's (`tf.nn.relu`) by the name that Keras has for them."""
    match value:
        case {"class_name": "function", "config": str(name)}:
            return name.removesuffix("_v2")
        case dict():
            return {key: _with_functions_by_name(entry) for key, entry in value.items()}
        case list():
            return [_with_functions_by_name(entry) for entry in value]
    return value


def fed_by(x: Any) -> Shapes:
    """The shapes of one batch of what a network is fitted on, as far as they can be told."""
    if hasattr(x, "element_spec"):
        return fed_by(x.element_spec[0])
    if isinstance(x, list | tuple):
        return tuple(shape for part in x for shape in fed_by(part))
    if isinstance(x, dict):
        return fed_by(list(x.values()))
    shape = getattr(x, "batch_shape", None) or getattr(x, "shape", None)
    return ((None, *tuple(shape)[1:]),) if shape is not None else ()
