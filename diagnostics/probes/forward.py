"""One compiled pass in inference mode that shows every layer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from diagnostics.build.logits import logits
from diagnostics.build.network import Network
from diagnostics.data.raw import Array
from diagnostics.graph.graph import Graph
from diagnostics.probes.activations import Totals
from diagnostics.probes.outputs import Floats

_SLICE_ELEMENTS = 64 * 64 * 64  # of input, in one slice
_ANSWERS, _LOGITS = "/answers", "/logits"  # no layer's name starts with a slash


class Forward:
    """The network without its training, compiled once for slices of any length."""

    def __init__(self, graph: Graph, network: Network, input_shape: tuple[int, ...]) -> None:
        self._slice = int(np.clip(_SLICE_ELEMENTS // max(int(np.prod(input_shape)), 1), 4, 64))
        self._shown = [name for name, tensor in network.outputs.items() if _is_plain(tensor)]
        single = {name: tensor for name, tensor in network.outputs.items() if hasattr(tensor, "shape")}
        model = keras.Model(network.model.inputs[0], single)

        def run(inputs: Any) -> dict[str, Any]:
            seen = model(inputs, training=False)
            shown = {name: seen[name] for name in self._shown}
            return {**shown, _LOGITS: logits(graph, network, seen), _ANSWERS: seen[graph.outputs[0]]}

        signature = [tf.TensorSpec((None, *input_shape), tf.float32)]
        self._run = tf.function(run, input_signature=signature, autograph=False)

    def layers(self, inputs: Array) -> tuple[dict[str, dict[str, Any]], Floats, Floats]:
        """Figures of every layer with one floating-point output, and what `answers` gives."""
        totals: dict[str, Totals] = {}
        answers, before = [], []
        for seen in self._slices(inputs):
            totals = totals or {name: Totals(seen[name]) for name in self._shown}
            for name, total in totals.items():
                total.add(seen[name])
            answers.append(seen[_ANSWERS])
            before.append(seen[_LOGITS])
        return {name: total.figures() for name, total in totals.items()}, _joined(answers), _joined(before)

    def answers(self, inputs: Array) -> tuple[Floats, Floats]:
        """The network's answers `(samples, …)`, and the same before their softmax or sigmoid."""
        seen = [(each[_ANSWERS], each[_LOGITS]) for each in self._slices(inputs)]
        return _joined([answers for answers, _ in seen]), _joined([before for _, before in seen])

    def _slices(self, inputs: Array) -> Iterator[dict[str, Array]]:
        for start in range(0, len(inputs), self._slice):
            seen = self._run(inputs[start : start + self._slice])
            yield {name: tensor.numpy() for name, tensor in seen.items()}


def _joined(parts: list[Array]) -> Floats:
    return np.concatenate(parts).astype(np.float64)


def _is_plain(tensor: Any) -> bool:
    """One floating-point tensor with at least one axis beside the samples."""
    return hasattr(tensor, "shape") and len(tensor.shape) > 1 and "float" in str(tensor.dtype)
