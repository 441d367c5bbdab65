"""A network in which nothing may change."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import configure, layers_of
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty:
    """No layer is trainable."""
    document = copy.deepcopy(healthy.document)
    changed = configure(document, range(1, len(layers_of(document))), trainable=False)
    return Faulty(healthy.data, document, Truth(("SPC102", "SPC103"), changed))
