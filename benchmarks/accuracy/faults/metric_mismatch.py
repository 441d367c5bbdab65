"""A metric that does not measure what is learned."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import task
from benchmarks.accuracy.program import Faulty, Healthy, Truth

_WRONG = {"regression": "accuracy", "classes": "binary_accuracy"}


def fault(healthy: Healthy) -> Faulty | None:
    """Accuracy of a quantity, or binary accuracy of several classes."""
    document = copy.deepcopy(healthy.document)
    wrong = _WRONG.get(task(document))
    if wrong is None:
        return None
    document["training"]["metrics"] = [wrong]
    return Faulty(healthy.data, document, Truth(("SPC115",), ("/training/metrics",), by_construction=True))
