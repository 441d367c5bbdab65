"""Which samples are held out, and which stand for a split in the probes."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from diagnostics.data.errors import DataError
from diagnostics.spec.dataset import Validation

Indices = NDArray[np.int64]


def held_out(count: int, classes: Indices | None, validation: Validation | None) -> Indices:
    """Sorted indices of the validation samples; none where the split lies elsewhere or is not wanted.

    A fraction is rounded to a whole number of samples, at least one. Raises DataError where nothing is left for one of
    the two sides.
    """
    if validation is None or validation.location is not None:
        return np.empty(0, np.int64)
    if validation.tail is not None:
        chosen = np.arange(math.floor(count * (1.0 - validation.tail)), count)  # as Keras's validation_split rounds
    else:
        wanted = max(1, round(count * (validation.fraction or 0.0)))
        chosen = np.sort(stratified(classes if validation.stratify else None, count, wanted, validation.seed))
    if not 0 < len(chosen) < count:
        sides = "all" if len(chosen) else "none"
        raise DataError(f"the validation split takes {sides} of {count} samples", "/dataset/validation")
    return chosen


def stratified(classes: Indices | None, count: int, wanted: int, seed: int) -> Indices:
    """At most `wanted` of `count` indices, each class as frequent as in the whole, in a random but fixed order."""
    generator = np.random.default_rng(seed)
    order = generator.permutation(count)
    if classes is None or wanted >= count:
        return order[:wanted]
    # Ordering by rank within the class, scaled by the class's size, interleaves the classes in proportion.
    rank = np.empty(count)
    for label in np.unique(classes):
        members = order[classes[order] == label]
        rank[members] = (np.arange(len(members)) + 0.5) / len(members)
    chosen: Indices = order[np.argsort(rank[order], kind="stable")[:wanted]]
    return generator.permutation(chosen)
