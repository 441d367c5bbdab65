"""Gradient norms, layer by layer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import tensorflow as tf

from diagnostics.probes.batch_mode import batch_statistics


class Gradients:
    """The loss's gradients on a few inputs, with batch normalisation as in training but without dropout.

    A pass that draws no random numbers and moves no statistics changes nothing of what follows. `unreached` names, by
    layer, the trainable weights that the loss does not depend on; it is known after the first look.
    """

    def __init__(self, model: Any, layers: Mapping[str, Any], normalising: Mapping[str, Any]) -> None:
        self.unreached: dict[str, tuple[str, ...]] = {}
        self._model = model
        self._weights = {name: list(layer.trainable_weights) for name, layer in layers.items()}
        self._normalising = normalising
        self._run = tf.function(self._norms, autograph=False)

    def norms(self, inputs: Any, targets: Any) -> dict[str, float]:
        """The norm for each layer with trainable weights; weights that the loss does not reach count as zero."""
        return {name: float(norm) for name, norm in self._run(inputs, targets).items()}

    def _norms(self, inputs: Any, targets: Any) -> dict[str, Any]:
        values = {name: [each.value for each in weights] for name, weights in self._weights.items() if weights}
        with tf.GradientTape() as tape, batch_statistics(self._normalising):
            answers = self._model(inputs, training=False)
            loss = self._model.compute_loss(x=inputs, y=targets, y_pred=answers, training=False)
        gradients = tape.gradient(loss, values)
        self.unreached = {name: self._missing(name, parts) for name, parts in gradients.items()}
        return {name: _norm(parts) for name, parts in gradients.items()}

    def _missing(self, name: str, parts: list[Any]) -> tuple[str, ...]:
        pairs = zip(self._weights[name], parts, strict=True)
        return tuple(weight.name for weight, part in pairs if part is None)


def _norm(parts: list[Any]) -> Any:
    known = [tf.cast(tf.convert_to_tensor(part), tf.float32) for part in parts if part is not None]
    return tf.linalg.global_norm(known) if known else tf.zeros(())
