"""How large the weights are and how far they have moved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Weights = Mapping[str, list[NDArray[Any]]]


def current(layers: Mapping[str, Any]) -> Weights:
    """Copies of every layer's trainable and frozen kernels, biases and scales; layers without weights left out."""
    return {name: [np.array(weight) for weight in layer.weights] for name, layer in layers.items() if layer.weights}


def norm(weights: list[NDArray[Any]]) -> float:
    """The Euclidean norm of a layer's weights."""
    return float(np.sqrt(sum(_sum_of_squares(weight) for weight in weights)))


def movement(now: list[NDArray[Any]], start: list[NDArray[Any]]) -> float:
    """The norm of the change since the start, relative to the norm at the start (absolute where that is 0)."""
    moved = norm([new.astype(np.float64) - old for new, old in zip(now, start, strict=True)])
    return moved / (norm(start) or 1.0)


def _sum_of_squares(weight: NDArray[Any]) -> float:
    values = weight.astype(np.float64).ravel()
    return float(np.einsum("i,i->", values, values))  # not np.dot, whose threads would fight TensorFlow's
