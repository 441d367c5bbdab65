"""Hidden layers whose weights all start the same, so that every unit of a layer stays the twin of the next."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import configure, with_initializer
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty | None:
    """0.05 for every hidden weight."""
    document = copy.deepcopy(healthy.document)
    at = with_initializer(document)
    start = {"class_name": "Constant", "config": {"value": 0.05}}
    changed = configure(document, at, kernel_initializer=start)
    return Faulty(healthy.data, document, Truth(("SPC109",), changed)) if at else None
