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
    left = layers_of(document)[last]["config"]["units"] - 1
    codes = ("SPC104",) if left > 1 else ("SPC104", "SPC105")  # a softmax of one unit is as plainly wrong
    changed = configure(document, [last], units=left)
    return Faulty(healthy.data, document, Truth(codes, changed, by_construction=True))
