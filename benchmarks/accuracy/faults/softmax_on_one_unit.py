"""A softmax over a single output, which is 1 whatever goes in."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import configure, layers_of, pointer, task
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty | None:
    """The binary output's sigmoid becomes a softmax."""
    document = copy.deepcopy(healthy.document)
    if task(document) != "binary":
        return None
    last = len(layers_of(document)) - 1
    changed = configure(document, [last], activation="softmax")
    return Faulty(healthy.data, document, Truth(("SPC105",), (*changed, pointer(last, "config", "units"))))
