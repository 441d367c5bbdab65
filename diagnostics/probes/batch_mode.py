"""Batch normalisation by the statistics of the inputs at hand, as in training, but without changing its state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import keras
import tensorflow as tf

from diagnostics.graph.graph import Graph

Moments = dict[str, tuple[Any, Any]]


def normalisations(graph: Graph, layers: Mapping[str, Any]) -> dict[str, Any]:
    """The batch normalisations whose statistics training moves: a frozen one uses its own in training, too.

    `layers` has each layer once, by the first of its names where it is called several times.
    """
    nodes = (node for node in graph.used if node.class_name == "BatchNormalization" and node.name in layers)
    return {node.name: layers[node.name] for node in nodes if layers[node.name].trainable}


@contextmanager
def batch_statistics(normalising: Mapping[str, Any]) -> Iterator[Moments]:
    """While this is entered, what is traced normalises by the batch; yields mean and variance `(channels,)` by layer.

    A Keras model runs the call of a layer anew each time it is called. A call with `training=True` would move the
    statistics, and draw random numbers for dropout; either changes every later step of the run that is looked at.
    """
    moments: Moments = {}
    for name, layer in normalising.items():
        object.__setattr__(layer, "call", _call(name, layer, moments))
    try:
        yield moments
    finally:
        for layer in normalising.values():
            object.__delattr__(layer, "call")


def _call(name: str, layer: Any, moments: Moments) -> Any:
    """In place of the layer's own call; where there are several, their mean stands for what enters the layer."""
    seen: list[tuple[Any, Any]] = []

    def normalise(inputs: Any, training: Any = None, mask: Any = None) -> Any:  # noqa: ARG001  as Keras calls it
        values = tf.cast(inputs, tf.float32)
        axis = layer.axis % values.shape.rank
        mean, variance = tf.nn.moments(values, [each for each in range(values.shape.rank) if each != axis])
        seen.append((mean, variance))
        moments[name] = _mean([each for each, _ in seen]), _mean([each for _, each in seen])
        scale, offset = (getattr(layer, kind, None) for kind in ("gamma", "beta"))
        normalised = keras.ops.batch_normalization(
            values, mean, variance, axis=axis, offset=offset, scale=scale, epsilon=layer.epsilon
        )
        return tf.cast(normalised, layer.compute_dtype)

    return normalise


def _mean(tensors: list[Any]) -> Any:
    return tensors[0] if len(tensors) == 1 else tf.add_n(tensors) / len(tensors)
