"""A learning rate with which nothing moves within the epochs."""

from __future__ import annotations

import copy

from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty:
    """A ten thousandth of the rate that works."""
    document = copy.deepcopy(healthy.document)
    document["training"]["learning_rate"] *= 1e-4
    return Faulty(healthy.data, document, Truth(("SPC110", "TRN409"), ("/training/learning_rate",)))
