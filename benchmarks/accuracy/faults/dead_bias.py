"""Biases so low that no unit answers any input."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import configure, rectified
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty | None:
    """Every hidden ReLU starts with a bias of -20."""
    document = copy.deepcopy(healthy.document)
    at = rectified(document)
    start = {"class_name": "Constant", "config": {"value": -20.0}}
    changed = configure(document, at, bias_initializer=start)
    return Faulty(healthy.data, document, Truth(("INI303", "SPC109"), changed)) if at else None
