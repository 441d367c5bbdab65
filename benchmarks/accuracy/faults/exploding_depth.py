"""Many layers that each enlarge the signal."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import dense, insert, layers_of, pointer
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty | None:
    """Eight more dense layers before the output, each of which multiplies the signal by about five."""
    document = copy.deepcopy(healthy.document)
    last = len(layers_of(document)) - 1
    start = {"class_name": "VarianceScaling", "config": {"scale": 60.0}}
    added = [dense(32, "relu", f"added_{number}", kernel_initializer=start) for number in range(8)]
    changed = tuple(pointer(place, "config", "kernel_initializer") for place in insert(document, last, *added))
    return Faulty(healthy.data, document, Truth(("SPC109", "INI302", "INI304", "INI306"), changed))
