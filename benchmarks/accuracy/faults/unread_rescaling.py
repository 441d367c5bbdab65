"""A Rescaling layer whose output nothing reads, in place of the preprocessing."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import insert, layer, layers_of, pointer
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty | None:
    """What the next layer reads is the raw input."""
    document = copy.deepcopy(healthy.document)
    if not document["dataset"]["preprocess"]:
        return None
    settings = document["dataset"]["preprocess"][0]["rescale"]
    document["dataset"]["preprocess"] = []
    layers_of(document)[1]["inputs"] = ["input"]
    insert(document, 1, layer("Rescaling", "rescaling", ["input"], **settings))
    truth = Truth(("SPC101", "DAT201"), (pointer(1), "/dataset/preprocess"), by_construction=True)
    return Faulty(healthy.data, document, truth)
