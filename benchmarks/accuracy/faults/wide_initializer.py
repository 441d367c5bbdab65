"""Weights drawn with a spread of 1, whatever the number of inputs."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import configure, normalised, with_initializer
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty | None:
    """A normal distribution of standard deviation 1 for every hidden kernel, where nothing normalises afterwards."""
    document = copy.deepcopy(healthy.document)
    at = with_initializer(document)
    if not at or normalised(document):
        return None
    start = {"class_name": "RandomNormal", "config": {"stddev": 1.0}}
    changed = configure(document, at, kernel_initializer=start)
    return Faulty(healthy.data, document, Truth(("SPC109", "INI302", "INI304", "INI306"), changed))
