"""Probabilities handed to a loss that takes them for logits, and so never sees more than a narrow range."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import layers_of, pointer, task
from benchmarks.accuracy.program import Faulty, Healthy, Truth

_LOSSES = {
    "classes": "SparseCategoricalCrossentropy",
    "binary": "BinaryCrossentropy",
    "multilabel": "BinaryCrossentropy",
}


def fault(healthy: Healthy) -> Faulty | None:
    """The loss is told `from_logits`, the output keeps its softmax or sigmoid."""
    document = copy.deepcopy(healthy.document)
    kind = task(document)
    if kind not in _LOSSES:
        return None
    document["training"]["loss"] = {"class_name": _LOSSES[kind], "config": {"from_logits": True}}
    places = ("/training/loss", pointer(len(layers_of(document)) - 1, "config", "activation"))
    return Faulty(healthy.data, document, Truth(("SPC105",), places, by_construction=True))
