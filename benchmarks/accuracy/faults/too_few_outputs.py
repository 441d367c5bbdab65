"""Fewer outputs than classes; Keras refuses the labels that have none, or answers them with NaN."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import configure, layers_of, task
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty | None:
    """One output too few."""
    document = copy.deepcopy(healthy.document)
    if task(document) != "classes":
        return None
    last = len(layers_of(document)) - 1
    changed = configure(document, [last], units=layers_of(document)[last]["config"]["units"] - 1)
    return Faulty(healthy.data, document, Truth(("SPC104",), changed, by_construction=True))
