"""Hidden layers without activation, which together are one linear layer."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import configure, layers_of, places
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty | None:
    """Every hidden dense and convolutional layer is linear."""
    document = copy.deepcopy(healthy.document)
    kinds = places(document, "Dense", "Conv1D", "Conv2D")
    at = [place for place in kinds if place != len(layers_of(document)) - 1]
    if len(at) < 2 or places(document, "Activation", "ReLU"):
        return None
    return Faulty(healthy.data, document, Truth(("SPC107",), configure(document, at, activation=None)))
