"""A name for what the data hold."""

from __future__ import annotations

import hashlib

import numpy as np

from diagnostics.data.inputs import in_bounds, size
from diagnostics.data.raw import evenly
from diagnostics.data.samples import Samples

_LOOKED_AT = 4096  # samples of a split
_NUMBERS = 2**25  # in them
_AT_ONCE = 64


def fingerprint(*splits: Samples | None) -> str:
    """32 hexadecimal digits that stay the same while the samples do.

    All labels, and the inputs of up to 4,096 samples of each split as stored, evenly spread over it: a change in other
    samples alone goes unseen.
    """
    digest = hashlib.blake2b(digest_size=16)
    for split in splits:
        if split is None:
            digest.update(b"none")
            continue
        targets, shape = np.ascontiguousarray(split.targets), split.inputs.shape[1:]
        digest.update(f"{len(split)} {shape} {split.inputs.dtype} {targets.shape} {targets.dtype}".encode())
        digest.update(targets.data)
        chosen = evenly(len(split), max(1, min(_LOOKED_AT, _NUMBERS // max(1, size(split.inputs)))))
        for some in in_bounds(split.inputs, split.rows[chosen], _AT_ONCE):
            digest.update(np.ascontiguousarray(split.inputs[some]).data)
    return digest.hexdigest()
