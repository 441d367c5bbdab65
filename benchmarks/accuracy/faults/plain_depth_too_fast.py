"""A deep rectified stack initialised after Glorot and trained at a high rate: the first steps kill it."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import configure, normalised, rectified
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty | None:
    """Six layers or more without normalisation, Glorot's initialiser, five times the rate."""
    document = copy.deepcopy(healthy.document)
    at = rectified(document)
    if len(at) < 6 or normalised(document):
        return None
    changed = configure(document, at, kernel_initializer="glorot_uniform")
    document["training"]["learning_rate"] *= 5
    truth = Truth(("TRN408", "INI301", "SPC109", "SPC110"), ("/training/learning_rate", *changed))
    return Faulty(healthy.data, document, truth)
