"""One compiled pass that shows every layer."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from diagnostics.build.logits import logits
from diagnostics.build.network import Network
from diagnostics.data.raw import Array
from diagnostics.graph.graph import Graph
from diagnostics.probes.activations import Totals
from diagnostics.probes.batch_mode import batch_statistics, normalisations
from diagnostics.probes.condensed import condensed
from diagnostics.probes.outputs import Floats
from diagnostics.probes.reading import reading_of

_SLICE_ELEMENTS = 64 * 64 * 64 * 3  # of input, in one slice
_ANSWERS, _LOGITS, _MEAN, _VARIANCE = "/answers", "/logits", "/mean/", "/variance/"  # no name starts with a slash


@dataclass(frozen=True)
class Seen:
    """The network's answers `(samples, …)`, the same before their softmax or sigmoid, and what the layers showed.

    `layers` has the figures of every layer with one floating-point output, `moments` the mean and variance
    `(channels,)` that entered each batch normalisation; both are empty where only answers were asked for.
    """

    answers: Floats
    logits: Floats
    layers: dict[str, dict[str, Any]]
    moments: dict[str, tuple[Floats, Floats]]


class Forward:
    """The network without its training, compiled once for slices of any length.

    With `by_batch`, batch normalisation uses the statistics of each slice, as it does in training.
    """

    def __init__(self, graph: Graph, network: Network, input_shape: tuple[int, ...], *, by_batch: bool) -> None:
        self._slice = int(np.clip(_SLICE_ELEMENTS // max(int(np.prod(input_shape)), 1), 4, 64))
        shown = (name for name, tensor in network.outputs.items() if _is_plain(tensor))
        self._readings = {name: reading_of(graph, graph.by_name[name]) for name in shown}
        single = {name: tensor for name, tensor in network.outputs.items() if hasattr(tensor, "shape")}
        model = keras.Model(network.model.inputs[0], single)
        normalising = normalisations(graph, network.holders) if by_batch else {}

        def run(inputs: Any) -> dict[str, Any]:
            with batch_statistics(normalising) as moments:
                seen = model(inputs, training=False)
                found = {name: seen[name] for name in self._readings}
                found |= {_LOGITS: logits(graph, network, seen), _ANSWERS: seen[graph.outputs[0]]}
                found |= {_MEAN + name: mean for name, (mean, _) in moments.items()}
                return found | {_VARIANCE + name: variance for name, (_, variance) in moments.items()}

        signature = [tf.TensorSpec((None, *input_shape), tf.float32)]
        self._run = tf.function(run, input_signature=signature, autograph=False)

    def look(self, inputs: Array) -> Seen:
        """What every layer and the network as a whole do with the inputs."""
        totals: dict[str, Totals] = {}
        kept = [self._seen_in(part, totals) for part in self._slices(inputs)]
        figures = {name: total.figures() for name, total in totals.items()}
        return Seen(_joined(kept, _ANSWERS), _joined(kept, _LOGITS), figures, _moments(kept))

    def answer(self, inputs: Array) -> Seen:
        """What the network as a whole does with the inputs."""
        kept = [_aside(self._run(part)) for part in self._slices(inputs)]
        return Seen(_joined(kept, _ANSWERS), _joined(kept, _LOGITS), {}, {})

    def _seen_in(self, part: Array, totals: dict[str, Totals]) -> dict[str, Array]:
        """What is kept of a slice; its layers' outputs go into the totals, and are freed before the next slice."""
        seen = self._run(part)
        for name, reading in self._readings.items():
            layer = condensed(np.asarray(seen[name]), reading)
            if name not in totals:
                totals[name] = Totals(layer, reading)
            totals[name].add(layer)
        return _aside(seen)

    def _slices(self, inputs: Array) -> list[Array]:
        """Slices are of about equal length, for the sake of their statistics."""
        return np.array_split(inputs, max(1, math.ceil(len(inputs) / self._slice)))


def _aside(seen: dict[str, Any]) -> dict[str, Array]:
    """What belongs to no layer."""
    return {name: tensor.numpy() for name, tensor in seen.items() if name.startswith("/")}


def _joined(kept: list[dict[str, Array]], name: str) -> Floats:
    return np.concatenate([each[name] for each in kept]).astype(np.float64)


def _moments(kept: list[dict[str, Array]]) -> dict[str, tuple[Floats, Floats]]:
    """Mean over the slices of each slice's mean and variance: what the moving statistics run after."""
    names = [name.removeprefix(_MEAN) for name in kept[0] if name.startswith(_MEAN)]
    return {
        name: (
            np.mean([each[_MEAN + name] for each in kept], axis=0, dtype=np.float64),
            np.mean([each[_VARIANCE + name] for each in kept], axis=0, dtype=np.float64),
        )
        for name in names
    }


def _is_plain(tensor: Any) -> bool:
    """One floating-point tensor with at least one axis beside the samples."""
    return hasattr(tensor, "shape") and len(tensor.shape) > 1 and "float" in str(tensor.dtype)
