"""Training that ends while it still improves."""

from __future__ import annotations

import copy

from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty:
    """A seventh of the epochs, and at most three."""
    document = copy.deepcopy(healthy.document)
    document["training"]["epochs"] = min(3, max(1, document["training"]["epochs"] // 7))
    return Faulty(healthy.data, document, Truth(("TRN414",), ("/training/epochs",)))
