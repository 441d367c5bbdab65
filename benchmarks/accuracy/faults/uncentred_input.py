"""Inputs that share a part much larger than their differences."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import normalised, places
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty | None:
    """Thirty times their spread is added to all inputs."""
    document = copy.deepcopy(healthy.document)
    if normalised(document) or places(document, "Embedding"):
        return None
    document["dataset"]["preprocess"].append({"rescale": {"scale": 1.0, "offset": 30.0}})
    truth = Truth(("DAT201", "INI302", "INI304"), ("/dataset/preprocess", "/model/layers/0"))
    return Faulty(healthy.data, document, truth)
