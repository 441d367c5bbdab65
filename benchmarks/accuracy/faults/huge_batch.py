"""A batch that takes in every sample, so that the epochs hold a step each."""

from __future__ import annotations

import copy

from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty:
    """4,096 samples a batch, more than there are."""
    document = copy.deepcopy(healthy.document)
    document["training"]["batch_size"] = 4096
    places = ("/training/batch_size", "/training/epochs")
    return Faulty(healthy.data, document, Truth(("SPC117", "TRN414", "TRN409"), places))
