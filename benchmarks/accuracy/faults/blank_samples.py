"""Inputs that hold nothing, with labels as if they did."""

from __future__ import annotations

from benchmarks.accuracy.document import places
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty | None:
    """Seven in ten samples are all zeros."""
    if places(healthy.document, "Embedding"):
        return None
    return Faulty(healthy.data.then("blank", 0.7), healthy.document, Truth(("DAT207",), ("/dataset",)))
