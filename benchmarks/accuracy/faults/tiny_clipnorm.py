"""Gradients clipped to almost nothing, so that SGD stands still."""

from __future__ import annotations

import copy

from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty:
    """SGD with momentum, a usual rate and a clipnorm of 1e-5; Adam and RMSprop would scale it away again."""
    document = copy.deepcopy(healthy.document)
    settings = {"momentum": 0.9, "clipnorm": 1e-5}
    document["training"] |= {"optimizer": {"class_name": "SGD", "config": settings}, "learning_rate": 0.02}
    places = ("/training/optimizer", "/training/learning_rate")
    return Faulty(healthy.data, document, Truth(("TRN409", "SPC110"), places))
