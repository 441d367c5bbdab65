"""A loss for probabilities on targets that are quantities, below 0 and above 1: it falls without end."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import layers_of, pointer, task
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty | None:
    """Binary crossentropy over the linear output of a regression."""
    document = copy.deepcopy(healthy.document)
    if task(document) != "regression":
        return None
    document["training"]["loss"] = "binary_crossentropy"
    places = ("/training/loss", pointer(len(layers_of(document)) - 1, "config", "activation"))
    return Faulty(healthy.data, document, Truth(("SPC105", "SPC106", "SPC120"), places))
