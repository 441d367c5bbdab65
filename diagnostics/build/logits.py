"""The network's answers before their softmax or sigmoid."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import keras

from diagnostics.build.network import Network
from diagnostics.graph.graph import Graph

_SQUASHING = (keras.activations.softmax, keras.activations.sigmoid)
_FUSED = ("Dense", "EinsumDense", "Conv1D", "Conv2D", "Conv3D")


def logits(graph: Graph, network: Network, seen: Mapping[str, Any]) -> Any:
    """The single output without its softmax or sigmoid, given every layer's output by name.

    An output that has neither, or whose last layer keeps them to itself, is returned as it is. A Keras model runs the
    call of a layer anew each time it is called, so the activation is taken off while this is traced and put back.
    """
    node = graph.by_name[graph.outputs[0]]
    layer = network.layers[node.name]
    entering = seen.get(node.inputs[0]) if node.inputs else None
    squashes = isinstance(layer, keras.layers.Softmax) or getattr(layer, "activation", None) in _SQUASHING
    if not squashes or entering is None:
        return seen[node.name]
    if isinstance(layer, keras.layers.Softmax | keras.layers.Activation):
        return entering
    return _without_activation(layer, entering) if node.class_name in _FUSED else seen[node.name]


def _without_activation(layer: Any, entering: Any) -> Any:
    activation, layer.activation = layer.activation, keras.activations.linear
    try:
        return layer.call(entering)
    finally:
        layer.activation = activation
