"""A softmax of a softmax, whose answers can never be far apart."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import layer, layers_of, pointer, task
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty | None:
    """A Softmax layer after the output's own softmax."""
    document = copy.deepcopy(healthy.document)
    if task(document) != "classes":
        return None
    layers = layers_of(document)
    layers.append(layer("Softmax", "softmax"))
    places = (pointer(len(layers) - 1), pointer(len(layers) - 2, "config", "activation"))
    return Faulty(healthy.data, document, Truth(("SPC108",), places, by_construction=True))
