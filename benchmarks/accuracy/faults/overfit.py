"""A few dozen samples learned by heart."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import layers_of
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty:
    """Forty samples to train on and ten times the epochs, without dropout."""
    document = copy.deepcopy(healthy.document)
    for entry in layers_of(document):
        if entry["class_name"] == "Dropout":
            entry["config"]["rate"] = 0.0
    document["training"] |= {"epochs": 150, "batch_size": 16}
    places = ("/dataset", "/training/epochs", "/training/callbacks", "/model/layers")
    return Faulty(healthy.data.then("few_to_train_on", 40), document, Truth(("GEN601", "DAT212"), places))
