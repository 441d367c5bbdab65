"""Dropout that leaves next to nothing."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import insert, layer, layers_of, pointer
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty:
    """A rate of 0.99 before the output."""
    document = copy.deepcopy(healthy.document)
    (place,) = insert(document, len(layers_of(document)) - 1, layer("Dropout", "dropped", rate=0.99))
    return Faulty(healthy.data, document, Truth(("SPC111",), (pointer(place),)))
