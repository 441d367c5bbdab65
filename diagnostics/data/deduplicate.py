"""Samples that equal an earlier one, left out."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import DTypeLike

from diagnostics.data.errors import DataError
from diagnostics.data.inputs import chosen, common_type, in_bounds
from diagnostics.data.middles import middles
from diagnostics.data.raw import Array, Inputs, Raw
from diagnostics.data.split import Indices

_AT_ONCE = 1024
HeldOut = tuple[Inputs, Array]


def without_copies(raw: Raw, beside: HeldOut | None) -> tuple[Raw, HeldOut | None]:
    """The samples, and those of a second location, without inputs that equal an earlier one, number for number.

    Of equal inputs the first stays, with its label; blank ones count as well. What equals a training sample is no
    longer held out. Raises DataError where that leaves nothing held out.
    """
    sides = [raw.inputs] if beside is None else [raw.inputs, beside[0]]
    firsts = list(_firsts(sides))
    if len(firsts[0]) < len(raw.inputs):
        raw = replace(raw, inputs=chosen(raw.inputs, firsts[0]), targets=raw.targets[firsts[0]])
    if beside is None:
        return raw, None
    kept = firsts[1]
    if not len(kept):
        message = f"without copies of training samples none of {len(beside[0])} held-out samples is left"
        raise DataError(message, "/dataset/deduplicate")
    return raw, beside if len(kept) == len(beside[0]) else (chosen(beside[0], kept), beside[1][kept])


def _firsts(sides: Sequence[Inputs]) -> Iterator[Indices]:
    """For each side the places of the samples that equal none before them. Read are those with a common middle."""
    stored_as = common_type(*sides)
    seen = [middles(inputs, np.arange(len(inputs)), stored_as) for inputs in sides]
    often = Counter(middle for side in seen for middle in side)
    known: set[bytes] = set()
    for inputs, side in zip(sides, seen, strict=True):
        first = np.ones(len(inputs), bool)
        alike = np.flatnonzero([often[middle] > 1 for middle in side])
        for place, digest in zip(alike, _digests(inputs, alike, stored_as), strict=True):
            first[place] = digest not in known
            known.add(digest)
        yield np.flatnonzero(first)


def _digests(inputs: Inputs, rows: Indices, stored_as: DTypeLike) -> Iterator[bytes]:
    for some in in_bounds(inputs, rows, _AT_ONCE):
        for row in inputs[some].astype(stored_as, copy=False):
            yield hashlib.blake2b(row.tobytes(), digest_size=16).digest()
