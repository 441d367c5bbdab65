"""Bounded activations driven to their bounds from the start."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import configure, layers_of, places
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty | None:
    """Hidden dense layers with tanh and weights of standard deviation 5."""
    document = copy.deepcopy(healthy.document)
    at = [place for place in places(document, "Dense") if place != len(layers_of(document)) - 1]
    if len(at) < 2:
        return None
    start = {"class_name": "RandomNormal", "config": {"stddev": 5.0}}
    configure(document, at, activation="tanh")
    changed = configure(document, at, kernel_initializer=start)
    return Faulty(healthy.data, document, Truth(("SPC109", "INI302", "INI306"), changed))
