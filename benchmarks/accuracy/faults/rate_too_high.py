"""A learning rate at which the first steps overshoot everything."""

from __future__ import annotations

import copy

from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty:
    """0.5 with an adaptive optimizer, 10 with SGD."""
    document = copy.deepcopy(healthy.document)
    adaptive = document["training"]["optimizer"] in ("Adam", "RMSprop")
    document["training"]["learning_rate"] = 0.5 if adaptive else 10.0
    return Faulty(healthy.data, document, Truth(("SPC110", "TRN408"), ("/training/learning_rate",)))
