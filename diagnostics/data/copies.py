"""Samples that occur more than once, within a split or on both sides of it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from itertools import chain

import numpy as np
from numpy.typing import DTypeLike

from diagnostics.data.inputs import common_type, in_bounds, sample_bytes
from diagnostics.data.middles import middles
from diagnostics.data.raw import evenly
from diagnostics.data.samples import Samples
from diagnostics.data.split import Indices
from diagnostics.observations import Copies

_LOOKED_AT = 50_000  # samples of a split
_COMPARED_BYTES = 2**27  # of a split, read in full to be sure of samples that agree in the middle
_AT_ONCE = 1024


def copies(train: Samples, validation: Samples | None) -> tuple[Copies, Copies | None]:
    """Those within the training split, and those of the training split among the held-out samples.

    Beyond the bounds above samples count as no copies, so the figures are never too high.
    """
    splits = [train] if validation is None else [train, validation]
    stored_as = common_type(*(split.inputs for split in splits))
    looked_at = [evenly(len(split), _LOOKED_AT) for split in splits]
    glances = [
        middles(split.inputs, split.rows[chosen], stored_as) for split, chosen in zip(splits, looked_at, strict=True)
    ]
    often = Counter(chain.from_iterable(glances))
    known: dict[bytes, bytes] = {}  # by numbers, the label of the first training sample with these
    found = []
    for split, chosen, seen in zip(splits, looked_at, glances, strict=True):
        alike = np.array([place for place, glance in zip(chosen, seen, strict=True) if often[glance] > 1], np.int64)
        repeated = [_label_is_other(known, *sample, split is train) for sample in _digests(split, alike, stored_as)]
        counted = [other for other in repeated if other is not None]
        found.append(Copies(looked_at=len(chosen), repeated=len(counted), contradicting=sum(counted)))
    return found[0], found[1] if len(found) > 1 else None


def _label_is_other(known: dict[bytes, bytes], digest: bytes, label: bytes, note: bool) -> bool | None:
    """Whether a copy has another label than the first such sample; None, and perhaps a note, where it is no copy."""
    if digest in known:
        return known[digest] != label
    if note:
        known[digest] = label
    return None


def _digests(split: Samples, chosen: Indices, stored_as: DTypeLike) -> Iterator[tuple[bytes, bytes]]:
    """The fingerprint and the label of each sample that is not blank."""
    for some in in_bounds(split.inputs, chosen[: _COMPARED_BYTES // sample_bytes(split.inputs)], _AT_ONCE):
        rows = split.inputs[split.rows[some]].reshape(len(some), -1).astype(stored_as, copy=False)
        for row, label in zip(rows, split.targets[some], strict=True):
            if (row != row[0]).any():
                yield hashlib.blake2b(row.tobytes(), digest_size=16).digest(), np.asarray(label).tobytes()
