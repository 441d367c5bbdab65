"""A learning rate that is fifteen times too high for the network, yet would suit others."""

from __future__ import annotations

import copy

from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty:
    """Fifteen times the rate that works."""
    document = copy.deepcopy(healthy.document)
    document["training"]["learning_rate"] *= 15
    return Faulty(healthy.data, document, Truth(("SPC110", "TRN408"), ("/training/learning_rate",)))
