"""Logits handed to a loss that takes them for probabilities."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import configure, layers_of, task
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty | None:
    """The output has no activation, and the loss is not told."""
    document = copy.deepcopy(healthy.document)
    if task(document) == "regression":
        return None
    changed = configure(document, [len(layers_of(document)) - 1], activation=None)
    return Faulty(healthy.data, document, Truth(("SPC105",), (*changed, "/training/loss")))
