"""Weights drawn so close to 0 that the signal is lost on its way."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import configure, normalised, with_initializer
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty | None:
    """A normal distribution of standard deviation 1e-3 in three hidden layers or more, without normalisation."""
    document = copy.deepcopy(healthy.document)
    at = with_initializer(document)
    if len(at) < 3 or normalised(document):
        return None
    start = {"class_name": "RandomNormal", "config": {"stddev": 1e-3}}
    changed = configure(document, at, kernel_initializer=start)
    return Faulty(healthy.data, document, Truth(("SPC109", "INI301", "INI305"), changed))
