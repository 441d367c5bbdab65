"""How large the weights are and how far they have moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Weights = Mapping[str, list[NDArray[Any]]]
_AT_ONCE = 2**20  # numbers taken to float64 at a time


def current(layers: Mapping[str, Any]) -> Weights:
    """Copies of the weights that training may change, or of the frozen ones in layers that have no others."""
    kept = {name: layer.trainable_weights or layer.weights for name, layer in layers.items()}
    return {name: [np.array(weight) for weight in weights] for name, weights in kept.items() if weights}


def norm(weights: list[NDArray[Any]]) -> float:
    """The Euclidean norm of a layer's weights."""
    return float(np.sqrt(sum(_sum_of_squares(part) for weight in weights for part in _parts(weight))))


def movement(now: list[NDArray[Any]], start: list[NDArray[Any]]) -> float:
    """The norm of the change since the start, relative to the norm at the start (absolute where that is 0)."""
    moved = sum(
        _sum_of_squares(new.astype(np.float64) - old)
        for after, before in zip(now, start, strict=True)
        for new, old in zip(_parts(after), _parts(before), strict=True)
    )
    return float(np.sqrt(moved)) / (norm(start) or 1.0)


def _parts(weight: NDArray[Any]) -> Iterator[NDArray[Any]]:
    flat = weight.ravel()
    return (flat[start : start + _AT_ONCE] for start in range(0, max(flat.size, 1), _AT_ONCE))


def _sum_of_squares(part: NDArray[Any]) -> float:
    values = part.astype(np.float64)
    return float(np.einsum("i,i->", values, values))  # not np.dot, whose threads would fight TensorFlow's
