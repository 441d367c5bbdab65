"""Batch normalisation over two samples at a time: statistics that are mostly noise."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import normalised
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty | None:
    """Batches of two, for two epochs."""
    document = copy.deepcopy(healthy.document)
    if not normalised(document):
        return None
    document["training"] |= {"batch_size": 2, "epochs": 2}
    return Faulty(healthy.data, document, Truth(("SPC117", "OUT503"), ("/training/batch_size",)))
