"""Gradient norms, layer by layer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import tensorflow as tf


def gradient_norms(model: Any, layers: Mapping[str, Any], inputs: Any, targets: Any) -> dict[str, Any]:
    """The norm of the loss's gradient with respect to each layer's trainable weights, in inference mode.

    Layers without trainable weights are left out; weights that the loss does not reach count as zero. A pass in
    inference mode draws no random numbers, so that looking changes nothing of what follows.
    """
    weights = {name: [variable.value for variable in layer.trainable_weights] for name, layer in layers.items()}
    weights = {name: values for name, values in weights.items() if values}
    with tf.GradientTape() as tape:
        loss = model.compute_loss(x=inputs, y=targets, y_pred=model(inputs, training=False), training=False)
    gradients = tape.gradient(loss, weights)
    return {name: _norm(parts) for name, parts in gradients.items()}


def _norm(parts: list[Any]) -> Any:
    known = [tf.convert_to_tensor(part) for part in parts if part is not None]
    return tf.linalg.global_norm(known) if known else tf.zeros(())
