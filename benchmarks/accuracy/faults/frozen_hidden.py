"""Hidden layers frozen at their random start."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import configure, hidden
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty | None:
    """Every layer with weights before the output is not trainable."""
    document = copy.deepcopy(healthy.document)
    at = hidden(document)
    changed = configure(document, at, trainable=False)
    return Faulty(healthy.data, document, Truth(("SPC103",), changed)) if at else None
