"""Pictures that are nearly another: saved anew, brighter or darker, with other noise."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from diagnostics.data.inputs import in_bounds
from diagnostics.data.raw import Array, evenly
from diagnostics.data.samples import Samples
from diagnostics.data.split import Indices
from diagnostics.observations import Copies

Floats = NDArray[np.float32]
_LOOKED_AT = 2048  # training samples, and half as many held-out ones
_FEWEST = 32  # to know how far apart pictures of the kind are
_NUMBERS = 2**27  # in all pictures of a split that are looked at
_SIDE = 16  # of a thumbnail, and the least that a picture must have
_CLOSE_UP = 64  # pixels of the part of a picture in which details are compared, and of one that is thinned out
_AT_ONCE = 256
_READ_AT_ONCE = 64
_NEAR = 0.35  # distance of thumbnails of length 1
_NEARER = 0.33  # than this share of what a picture and the one most like it are usually apart
_SAME_DETAIL = 0.5  # correlation of what is left of two pictures without their blurred selves
_BETWEEN = 2.0  # times as many pairs that are a little further apart: then likeness has no edge, and is the data's way
_EXACT = 1e-3


def near_copies(train: Samples, validation: Samples | None) -> tuple[Copies | None, Copies | None]:
    """Those within the training split, and those of the training split among the held-out samples.

    None where samples are no pictures of 16 pixels a side or more, or too few. Exact copies do not count. Pictures are
    compared at 16 × 16 pixels, in all channels at once, and those that are far closer than is usual in detail. Among
    samples that change into one another by small steps, as simple drawings do, none count.
    """
    shape = train.inputs.shape[1:]
    if len(shape) != 3 or min(shape[:2]) < _SIDE or shape[2] > 4:
        return None, None
    known = evenly(len(train), _bounded(_LOOKED_AT, shape))
    if len(known) < _FEWEST:
        return None, None
    thumbnails = _thumbnails(train, known)
    nearest, apart = _nearest(thumbnails, thumbnails, among_others=True)
    usual = float(np.quantile(apart[apart > _EXACT], 0.75)) if (apart > _EXACT).any() else 0.0
    pairs = np.stack([known, known[nearest]], axis=1)
    later = pairs[:, 0] > pairs[:, 1]
    within = _counted(train, train, pairs[later], apart[later], usual, len(known))
    if validation is None:
        return within, None
    asked = evenly(len(validation), _bounded(_LOOKED_AT // 2, shape))
    nearest, apart = _nearest(_thumbnails(validation, asked), thumbnails, among_others=False)
    pairs = np.stack([asked, known[nearest]], axis=1)
    return within, _counted(validation, train, pairs, apart, usual, len(asked))


def _bounded(most: int, shape: tuple[int, ...]) -> int:
    return max(_FEWEST, min(most, _NUMBERS // int(np.prod(shape))))


def _thumbnails(split: Samples, chosen: Indices) -> Floats:
    """`(samples, 16 × 16 × channels)`, each with mean 0 and length 1; blank ones are 0."""
    thumbnails = [_unit(_means(_finite(pictures))) for pictures in _thinned_pictures(split, chosen)]
    return np.concatenate(thumbnails)


def _thinned_pictures(split: Samples, chosen: Indices) -> Iterator[Array]:
    for some in in_bounds(split.inputs, split.rows[chosen], _READ_AT_ONCE):
        yield _thinned(split.inputs[some])


def _finite(pictures: Array) -> Floats:
    numbers = pictures.astype(np.float32)
    return numbers if pictures.dtype.kind in "biu" else np.nan_to_num(numbers, posinf=0.0, neginf=0.0)


def _thinned(pictures: Array) -> Array:
    down, across = (max(1, side // _CLOSE_UP) for side in pictures.shape[1:3])
    return pictures[:, ::down, ::across]


def _means(pictures: Floats) -> Floats:
    """Over patches: `(samples, 16, 16, channels)`."""
    rows, columns = (np.linspace(0, side, _SIDE + 1).astype(int) for side in pictures.shape[1:3])
    sums = np.add.reduceat(np.add.reduceat(pictures, rows[:-1], axis=1), columns[:-1], axis=2)
    return np.asarray(sums / (np.diff(rows)[:, None, None] * np.diff(columns)[:, None]))


def _unit(values: Floats) -> Floats:
    flat = values.reshape(len(values), -1)
    flat = flat - flat.mean(axis=1, keepdims=True)
    length = np.linalg.norm(flat, axis=1, keepdims=True)
    return np.asarray(np.where(length > 1e-6, flat / np.maximum(length, 1e-6), 0), np.float32)


def _nearest(asked: Floats, known: Floats, *, among_others: bool) -> tuple[Indices, NDArray[np.float64]]:
    """For each thumbnail the place of the one most like it, and how far they are apart."""
    places, likeness = np.zeros(len(asked), np.int64), np.zeros(len(asked))
    for start in range(0, len(asked), _AT_ONCE):
        alike = asked[start : start + _AT_ONCE] @ known.T
        rows = np.arange(len(alike))
        if among_others:
            alike[rows, start + rows] = -1
        best = alike.argmax(axis=1)
        places[start : start + len(rows)], likeness[start : start + len(rows)] = best, alike[rows, best]
    return places, np.sqrt(np.maximum(0, 2 - 2 * likeness))


def _counted(
    asked: Samples, known: Samples, pairs: Indices, apart: NDArray[np.float64], usual: float, looked_at: int
) -> Copies:
    edge = min(_NEAR, _NEARER * usual)
    alike = [(here, there) for here, there in pairs[apart < edge] if _differ_in_little(asked, known, here, there)]
    between = int(((apart >= edge) & (apart < 1.7 * edge)).sum())
    if between > _BETWEEN * len(alike):
        alike = []
    others = sum(bool((asked.targets[here] != known.targets[there]).any()) for here, there in alike)
    return Copies(looked_at=looked_at, repeated=len(alike), contradicting=others)


def _differ_in_little(asked: Samples, known: Samples, here: int, there: int) -> bool:
    """Whether two pictures have the same details, and are not the same number for number."""
    one, other = asked.inputs[asked.rows[[here]]], known.inputs[known.rows[[there]]]
    if np.array_equal(one, other):
        return False
    return float((_details(_finite(one)) * _details(_finite(other))).sum()) >= _SAME_DETAIL


def _details(picture: Floats) -> Floats:
    """What blurring takes from the middle of a picture, with length 1."""
    top, left = (max(0, (side - _CLOSE_UP) // 2) for side in picture.shape[1:3])
    close = picture[:, top : top + _CLOSE_UP, left : left + _CLOSE_UP]
    framed = np.pad(close, ((0, 0), (1, 1), (1, 1), (0, 0)), mode="edge")
    height, width = close.shape[1:3]
    blurred = sum(framed[:, row : row + height, column : column + width] for row in range(3) for column in range(3)) / 9
    return _unit(close - blurred)
