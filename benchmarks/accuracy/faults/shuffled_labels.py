"""Labels that no longer belong to their inputs."""

from __future__ import annotations

from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty:
    """All labels change places."""
    truth = Truth(("DAT209",), ("/dataset",))
    return Faulty(healthy.data.then("label_noise", 1.0), healthy.document, truth)
