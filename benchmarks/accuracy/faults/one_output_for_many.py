"""A yes-or-no output for more than two classes."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import configure, layers_of, task
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty | None:
    """One sigmoid and binary crossentropy on class indices."""
    document = copy.deepcopy(healthy.document)
    if task(document) != "classes" or layers_of(document)[-1]["config"]["units"] < 3:
        return None
    changed = configure(document, [len(layers_of(document)) - 1], units=1, activation="sigmoid")
    document["training"]["loss"] = "binary_crossentropy"
    truth = Truth(("SPC104", "SPC105", "SPC106"), (*changed, "/training/loss", "/dataset/labels"))
    return Faulty(healthy.data, document, truth)
