"""An output between 0 and 1 for a target that is not."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import configure, layers_of, task
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty | None:
    """A sigmoid over the output of a regression."""
    document = copy.deepcopy(healthy.document)
    if task(document) != "regression":
        return None
    changed = configure(document, [len(layers_of(document)) - 1], activation="sigmoid")
    return Faulty(healthy.data, document, Truth(("SPC105", "SPC120"), changed))
