"""Many sigmoid layers, each of which flattens what it is given."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import dense, insert, layers_of, pointer
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty:
    """Ten more dense layers with a sigmoid before the output."""
    document = copy.deepcopy(healthy.document)
    added = [dense(32, "sigmoid", f"added_{number}") for number in range(10)]
    changed = insert(document, len(layers_of(document)) - 1, *added)
    return Faulty(healthy.data, document, Truth(("INI301", "INI305", "SPC109"), tuple(map(pointer, changed))))
