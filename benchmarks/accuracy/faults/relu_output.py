"""An output that is cut off at 0 before a crossentropy."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import configure, layers_of, task
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty | None:
    """The output's softmax or sigmoid becomes a ReLU."""
    document = copy.deepcopy(healthy.document)
    if task(document) == "regression":
        return None
    changed = configure(document, [len(layers_of(document)) - 1], activation="relu")
    return Faulty(healthy.data, document, Truth(("SPC105",), changed))
