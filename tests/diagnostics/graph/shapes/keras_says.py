"""What Keras itself says of a layer, to hold our own answer against."""

from __future__ import annotations

from math import prod
from typing import Any

import keras
from hypothesis import settings

from diagnostics.build.network import _with_modules
from diagnostics.build.refusals import KERAS_REFUSES
from diagnostics.graph import keras_tables
from diagnostics.graph.graph import Graph, graph_of
from diagnostics.graph.shapes.infer import LayerShape, Shape
from tests.diagnostics.factories import chain, layer

_SEVERAL_ARGUMENTS = ("MultiHeadAttention", "GroupQueryAttention")
quickly = settings(max_examples=25, deadline=None, derandomize=True, database=None)


def ours(class_name: str, *inputs: Shape, **config: Any) -> LayerShape:
    """What is inferred for a layer on inputs of these shapes."""
    return _graph(class_name, *inputs, **config).shapes["asked"]


def _graph(class_name: str, *inputs: Shape, **config: Any) -> Graph:
    names = [f"input_{position}" for position in range(len(inputs))]
    entries = [layer("InputLayer", name, shape=list(shape)) for name, shape in zip(names, inputs, strict=True)]
    return graph_of(chain(*entries, layer(class_name, "asked", names, **config)))


def agrees(class_name: str, *inputs: Shape, dtype: str = "float32", **config: Any) -> bool:
    """Whether Keras builds the layer; asserts that it does so with the shapes inferred, or that none was inferred."""
    graph = _graph(class_name, *inputs, **config)
    found = graph.shapes["asked"]
    config = keras_tables.defaults("layers", class_name) | config
    try:
        made = getattr(keras.layers, class_name).from_config(_with_modules(config))
        tensors = [keras.Input(shape, dtype=dtype) for shape in inputs]
        output = made(*tensors) if class_name in _SEVERAL_ARGUMENTS else made(tensors if tensors[1:] else tensors[0])
    except KERAS_REFUSES as error:
        told = str(error)
    else:
        trainable = sum(prod(weight.shape) for weight in made.trainable_weights)
        said = LayerShape(tuple(output.shape)[1:], made.count_params(), trainable)
        assert found == said, f"{class_name} {inputs} {config}: {found}, Keras says {said}"
        return True
    assert found.output is None, f"{class_name} {inputs} {config}: {found}, Keras says {told}"
    return False
