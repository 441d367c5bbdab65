"""A loss for several classes over a single output: it is 0 whatever comes out."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import layers_of, pointer, task
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty | None:
    """Categorical crossentropy where a binary one belongs."""
    document = copy.deepcopy(healthy.document)
    if task(document) != "binary":
        return None
    document["training"]["loss"] = "categorical_crossentropy"
    places = ("/training/loss", pointer(len(layers_of(document)) - 1, "config"), "/dataset/labels")
    return Faulty(healthy.data, document, Truth(("SPC105", "SPC104", "SPC106"), places))
