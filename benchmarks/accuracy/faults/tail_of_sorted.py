"""Samples sorted by class, of which the last are held out."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import task
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty | None:
    """Keras's own validation_split on sorted data."""
    document = copy.deepcopy(healthy.document)
    if task(document) not in ("classes", "binary"):
        return None
    document["dataset"]["validation"] = {"tail": 0.25}
    data = healthy.data.then("sorted_by_label", 1)
    return Faulty(data, document, Truth(("DAT204",), ("/dataset/validation",)))
