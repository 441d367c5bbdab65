"""Samples that equal an earlier one, left out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import DTypeLike

from diagnostics.data.errors import DataError
from diagnostics.data.raw import Array, Raw
from diagnostics.data.split import Indices

_AT_ONCE = 1024


def without_copies(raw: Raw, beside: tuple[Array, Array] | None) -> tuple[Raw, tuple[Array, Array] | None]:
    """The samples, and those of a second location, without inputs that equal an earlier one, number for number.

    Of equal inputs the first stays, with its label; blank ones count as well. What equals a training sample is no
    longer held out. Raises DataError where that leaves nothing held out.
    """
    same_type = beside is None or beside[0].dtype == raw.inputs.dtype
    stored_as: DTypeLike = raw.inputs.dtype if same_type else np.float32
    known: set[bytes] = set()
    kept = _firsts(raw.inputs, stored_as, known)
    if len(kept) < len(raw.inputs):
        raw = replace(raw, inputs=raw.inputs[kept], targets=raw.targets[kept])
    if beside is None:
        return raw, None
    kept = _firsts(beside[0], stored_as, known)
    if not len(kept):
        message = f"without copies of training samples none of {len(beside[0])} held-out samples is left"
        raise DataError(message, "/dataset/deduplicate")
    return raw, beside if len(kept) == len(beside[0]) else (beside[0][kept], beside[1][kept])


def _firsts(inputs: Array, stored_as: DTypeLike, known: set[bytes]) -> Indices:
    """The places of inputs that are not known yet; they are from then on."""
    kept = []
    for place, digest in enumerate(_digests(inputs, stored_as)):
        if digest not in known:
            known.add(digest)
            kept.append(place)
    return np.array(kept, np.int64)


def _digests(inputs: Array, stored_as: DTypeLike) -> Iterator[bytes]:
    for start in range(0, len(inputs), _AT_ONCE):
        for row in inputs[start : start + _AT_ONCE].astype(stored_as):
            yield hashlib.blake2b(row.tobytes(), digest_size=16).digest()
