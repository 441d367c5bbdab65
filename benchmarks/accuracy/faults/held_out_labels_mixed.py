"""A held-out split whose labels belong to other inputs."""

from __future__ import annotations

from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty:
    """The validation labels are shuffled, those for training are right."""
    data = healthy.data.then("held_out_labels_mixed", 0.25)
    return Faulty(data, healthy.document, Truth(("GEN602", "DAT209", "DAT204"), ("/dataset",)))
