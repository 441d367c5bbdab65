"""Class indices fed to the loss that takes one-hot rows; Keras refuses, or learns nonsense."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import task
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty | None:
    """Categorical instead of sparse categorical crossentropy."""
    document = copy.deepcopy(healthy.document)
    if task(document) != "classes":
        return None
    document["training"]["loss"] = "categorical_crossentropy"
    truth = Truth(("SPC106",), ("/training/loss", "/dataset/labels"), by_construction=True)
    return Faulty(healthy.data, document, truth)
