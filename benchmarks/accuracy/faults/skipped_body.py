"""An output that reads the input instead of the last hidden layer, so that all of these lead nowhere."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import hidden, layers_of, pointer
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty | None:
    """A table's network whose output layer was given the wrong variable."""
    document = copy.deepcopy(healthy.document)
    layers = layers_of(document)
    if len(layers[0]["config"]["shape"]) != 1 or any(entry["class_name"] == "Embedding" for entry in layers):
        return None
    layers[-1]["inputs"] = ["input"]
    truth = Truth(("SPC101",), tuple(map(pointer, hidden(document))), by_construction=True)
    return Faulty(healthy.data, document, truth)
