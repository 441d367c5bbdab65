"""Inputs in their raw units."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import normalised, places
from benchmarks.accuracy.program import Faulty, Healthy, Truth

_OF_BYTES = ("gratings", "shapes", "tags")


def fault(healthy: Healthy) -> Faulty | None:
    """Numbers in the hundreds and thousands, all positive, where nothing normalises them."""
    document = copy.deepcopy(healthy.document)
    if normalised(document) or places(document, "Embedding"):
        return None
    document["dataset"]["preprocess"] = []
    data = healthy.data if healthy.data.kind in _OF_BYTES else healthy.data.then("raw_units", 300.0)
    truth = Truth(("DAT201", "INI302", "INI304"), ("/dataset/preprocess", "/model/layers/0"))
    return Faulty(data, document, truth)
