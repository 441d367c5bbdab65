"""Images pooled until nothing is left of them, which Keras refuses."""

from __future__ import annotations

import copy

from benchmarks.accuracy.document import insert, layer, layers_of, places, pointer
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty | None:
    """Four more poolings before the first layer that flattens or averages the maps."""
    document = copy.deepcopy(healthy.document)
    ends = places(document, "Flatten", "GlobalAveragePooling2D", "GlobalMaxPooling2D")
    if not ends or not places(document, "Conv2D"):
        return None
    insert(document, ends[0], *(layer("MaxPooling2D", f"shrink_{number}") for number in range(4)))
    at = [place for place, entry in enumerate(layers_of(document)) if "Pool" in entry["class_name"]]
    return Faulty(healthy.data, document, Truth(("SPC112",), tuple(map(pointer, at)), by_construction=True))
