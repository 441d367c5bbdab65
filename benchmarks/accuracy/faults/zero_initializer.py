"""Hidden layers whose weights all start at 0: nothing passes forwards, and nothing back."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import configure, with_initializer
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty | None:
    """Zeros for every hidden kernel."""
    document = copy.deepcopy(healthy.document)
    at = with_initializer(document)
    changed = configure(document, at, kernel_initializer="zeros")
    return Faulty(healthy.data, document, Truth(("SPC109",), changed)) if at else None
