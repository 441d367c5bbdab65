"""Classes too rare to be learned within the run."""

from __future__ import annotations

from benchmarks.accuracy.document import task
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty | None:
    """Forty samples of the first class for each of any other."""
    if task(healthy.document) not in ("classes", "binary") or healthy.data.altered:
        return None
    truth = Truth(("DAT203", "OUT502"), ("/dataset", "/training/class_weight"))
    return Faulty(healthy.data.then("imbalanced", 40), healthy.document, truth)
