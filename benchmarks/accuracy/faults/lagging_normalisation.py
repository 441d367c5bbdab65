"""Batch normalisation whose moving statistics hardly move within the run."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import configure, places
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty | None:
    """A momentum of 0.9999."""
    document = copy.deepcopy(healthy.document)
    at = places(document, "BatchNormalization")
    changed = configure(document, at, momentum=0.9999)
    return Faulty(healthy.data, document, Truth(("OUT503",), changed)) if at else None
