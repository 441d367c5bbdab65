"""A target in units that make its numbers large, which the output would have to grow into."""

from __future__ import annotations

from benchmarks.accuracy.document import layers_of, pointer, task
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty | None:
    """Targets around 40,000, ten thousand apart."""
    if task(healthy.document) != "regression":
        return None
    places = ("/dataset", "/training/loss", pointer(len(layers_of(healthy.document)) - 1))
    return Faulty(healthy.data.then("target_units", 1e4), healthy.document, Truth(("DAT211",), places))
