"""Whether the colours of two splits come in the same order."""

from __future__ import annotations

from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from diagnostics.data.inputs import in_bounds, size
from diagnostics.data.raw import evenly
from diagnostics.data.samples import Samples
from diagnostics.observations import ChannelOrder

Floats = NDArray[np.float64]
_COLOURS = 3
_LOOKED_AT = 1024
_NUMBERS = 2**24
_FEWEST = 20  # of a split
_FEWEST_OF_A_CLASS = 4
_AT_ONCE = 64


def channel_order(train: Samples, validation: Samples | None) -> ChannelOrder | None:
    """The order of the held-out channels that fits the training ones best; None where there are no colours, or too few.

    Of each picture as it enters the network the mean and the spread of each channel are looked at, and compared within
    classes, so that a class on one side alone does not look like another colour. Raises DataError.
    """
    if validation is None or len(train.inputs.shape) != 4 or train.inputs.shape[-1] != _COLOURS:
        return None
    (here, labels), (there, their_labels) = _figures(train), _figures(validation)
    if min(len(here), len(there)) < _FEWEST or not (np.isfinite(here).all() and np.isfinite(there).all()):
        return None
    groups = [(here[labels == label], there[their_labels == label]) for label in np.unique(labels)]
    groups = [pair for pair in groups if min(map(len, pair)) >= _FEWEST_OF_A_CLASS]
    if not groups:
        return None
    doubt = _inverse(np.concatenate([figures - figures.mean(axis=0) for figures, _ in groups]))
    weights = np.array([len(mine) * len(theirs) / (len(mine) + len(theirs)) for mine, theirs in groups])
    gaps = {order: _gap(groups, weights, order) for order in permutations(range(_COLOURS))}
    apart = {order: float(gap @ doubt @ gap) for order, gap in gaps.items()}
    best = min(apart, key=lambda order: (apart[order], order))
    as_stored = apart[tuple(range(_COLOURS))]
    return ChannelOrder(
        order=best,
        apart=float(np.sqrt(as_stored)),
        apart_reordered=float(np.sqrt(apart[best])),
        evidence=float(as_stored * weights.sum()),
        samples=int(sum(map(len, (theirs for _, theirs in groups)))),
    )


def _figures(split: Samples) -> tuple[Floats, NDArray[np.int64]]:
    """Means and spreads `(pictures, 2, channels)` of some pictures, and their classes, all 0 where there are none."""
    chosen = evenly(len(split), min(_LOOKED_AT, max(_FEWEST, _NUMBERS // size(split.inputs))))
    found = []
    for some in in_bounds(split.inputs, chosen, _AT_ONCE):
        values = split.batch(some)[0].astype(np.float64)
        found.append(np.stack([values.mean(axis=(1, 2)), values.std(axis=(1, 2))], axis=1))
    classes = np.zeros(len(chosen), np.int64) if split.classes is None else split.classes[chosen]
    return np.concatenate(found), classes


def _inverse(residuals: Floats) -> Floats:
    """Of the covariance of the figures of one picture; directions without any spread count for nothing."""
    flat = residuals.reshape(len(residuals), -1)
    covariance = flat.T @ flat / max(1, len(flat) - 1)
    return np.asarray(np.linalg.pinv(covariance, rcond=1e-4, hermitian=True))


def _gap(groups: list[tuple[Floats, Floats]], weights: Floats, order: tuple[int, ...]) -> Floats:
    """How far the held-out figures lie from the training ones within classes, once in that order."""
    gaps = [mine.mean(axis=0) - theirs.mean(axis=0)[:, list(order)] for mine, theirs in groups]
    return np.asarray(np.average(gaps, axis=0, weights=weights)).ravel()
