"""Inputs divided by their range before the network and once more within it."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import insert, layer, normalised
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty | None:
    """Bytes divided by 255 twice, where nothing normalises them."""
    document = copy.deepcopy(healthy.document)
    if normalised(document) or not document["dataset"]["preprocess"]:
        return None
    document["dataset"]["preprocess"] = [{"rescale": {"scale": 1 / 255}}]
    insert(document, 1, layer("Rescaling", "rescaling", ["input"], scale=1 / 255))
    truth = Truth(("DAT201", "INI301"), ("/dataset/preprocess", "/model/layers/1"))
    return Faulty(healthy.data, document, truth)
