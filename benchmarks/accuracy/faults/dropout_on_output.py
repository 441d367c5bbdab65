"""Dropout after the output: right answers struck out at random."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import layer, layers_of, pointer
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty:
    """A rate of one half behind the last layer."""
    document = copy.deepcopy(healthy.document)
    layers = layers_of(document)
    layers.append(layer("Dropout", "dropped", rate=0.5))
    return Faulty(healthy.data, document, Truth(("SPC111",), (pointer(len(layers) - 1),), by_construction=True))
