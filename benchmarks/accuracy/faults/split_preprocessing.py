"""Validation samples that are prepared otherwise than those for training."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import places
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty | None:
    """The validation split is not rescaled; where there is nothing to leave out, it is rescaled by a hundredth."""
    document = copy.deepcopy(healthy.document)
    if places(document, "Embedding"):
        return None
    train = document["dataset"]["preprocess"]
    validation = [] if train else [{"rescale": {"scale": 0.01}}]
    document["dataset"]["preprocess"] = {"train": train, "validation": validation}
    return Faulty(healthy.data, document, Truth(("DAT210",), ("/dataset/preprocess",)))
