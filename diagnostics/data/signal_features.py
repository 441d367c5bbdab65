"""Simple features of inputs of any form, in which a plain model may find what a network could learn."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from diagnostics.data.inputs import in_bounds
from diagnostics.data.raw import Array, Inputs
from diagnostics.data.signal_question import Chosen
from diagnostics.data.split import Indices

Floats = NDArray[np.float64]
_KEPT = 192  # numbers of one kind; more are projected at random
_SIDE = 64  # pixels of the part of an image that is looked at closely
_THUMBNAIL = 8
_ORIENTATIONS = 12
_BAGS = 256  # tokens are counted by their remainder
_SEED = 0


def features(parts: Sequence[Chosen]) -> Floats:
    """Standardised features `(samples, features)` of the samples of all parts as stored, before preprocessing.

    Each part is standardised by itself: splits may have been scaled in different ways.
    """
    inputs = parts[0].split.inputs
    shape, ends = inputs.shape[1:], np.cumsum([len(part) for part in parts])[:-1]
    if len(shape) == 3 and min(shape[:2]) >= _THUMBNAIL:
        each = [_of_images(part.split.inputs, part.split.rows[part.places]) for part in parts]
        kinds = [np.concatenate(kind) for kind in zip(*each, strict=True)]
    else:
        stored = np.concatenate([_finite(part.split.inputs[part.split.rows[part.places]]) for part in parts])
        kinds = _of_sequences(stored) if len(shape) == 2 else _of_tables(stored.reshape(len(stored), -1))
    return standardised(np.concatenate([_few(kind, ends) for kind in kinds], axis=1), ends)


def standardised(values: Floats, ends: Sequence[int] | Indices = ()) -> Floats:
    """Each column with mean 0 and standard deviation 1 in each part, within ±5; without columns that never vary.

    `ends` are where one part ends and the next begins.
    """
    whole = [_centred(part) for part in np.split(values, ends)]
    varied = np.any([spread > 0 for _, spread in whole], axis=0)
    return np.concatenate(
        [np.clip(centred[:, varied] / np.where(spread > 0, spread, 1)[varied], -5.0, 5.0) for centred, spread in whole]
    )


def _centred(values: Floats) -> tuple[Floats, Floats]:
    """Columns around 0, and their spread; one that is rounding is 0."""
    spread = values.std(axis=0)
    varied = spread > 1e-9 * np.maximum(np.abs(values).max(axis=0), 1e-30)
    return np.where(varied, values - values.mean(axis=0), 0.0), np.where(varied, spread, 0.0)


def _finite(values: Array) -> Floats:
    return np.asarray(np.clip(np.nan_to_num(values.astype(np.float64), posinf=0.0, neginf=0.0), -1e30, 1e30))


def _few(values: Floats, ends: Indices) -> Floats:
    """At most _KEPT columns, each a random mixture where there are more."""
    flat = standardised(values.reshape(len(values), -1), ends)
    if flat.shape[1] <= _KEPT:
        return flat
    mixture = np.random.default_rng(_SEED).normal(size=(flat.shape[1], _KEPT)) / np.sqrt(flat.shape[1])
    return np.asarray(flat @ mixture)


def _of_tables(values: Floats) -> list[Floats]:
    """The numbers themselves; of many, how fast they vary along the row; of whole numbers, which occur."""
    kinds = [values]
    if values.shape[1] >= 32:
        kinds.append(np.log1p(np.abs(np.fft.rfft(values, axis=1)[:, 1:])))
    if values.shape[1] >= 8 and values.min() >= 0 and values.max() > 1 and (values == values.round()).all():
        bags = np.mod(values, _BAGS).astype(np.int64) + _BAGS * np.arange(len(values))[:, None]
        kinds.append(np.bincount(bags.ravel(), minlength=_BAGS * len(values)).reshape(len(values), _BAGS).astype(float))
    return kinds


def _of_sequences(values: Floats) -> list[Floats]:
    """Of `(samples, steps, channels)`: level, spread, ends, trend, roughness and frequencies of each channel."""
    changes = np.diff(values, axis=1) if values.shape[1] > 1 else values
    steps = np.arange(values.shape[1]) - (values.shape[1] - 1) / 2
    summary = [
        values.mean(axis=1), values.std(axis=1), values.min(axis=1), values.max(axis=1),
        values[:, 0], values[:, -1], np.abs(changes).mean(axis=1), np.einsum("ntc,t->nc", values, steps),
    ]  # fmt: skip
    spectrum = np.log1p(np.abs(np.fft.rfft(values, axis=1)))
    return [np.concatenate(summary, axis=1), values, spectrum]


def _of_images(inputs: Inputs, rows: Indices) -> list[Floats]:
    """Of `(samples, height, width, channels)`: a thumbnail, colours, orientations of edges, and frequencies."""
    parts = [_reduced(inputs[some]) for some in in_bounds(inputs, rows, len(rows))]
    middles, thumbnails = (np.concatenate(each) for each in zip(*parts, strict=True))
    close = _finite(middles)
    colours = np.concatenate([close.mean(axis=(1, 2)), close.std(axis=(1, 2))], axis=1)
    grey = close.mean(axis=3)
    return [thumbnails, colours, _orientations(grey), _frequencies(grey)]


def _reduced(images: Array) -> tuple[Array, Floats]:
    """What is looked at closely, the middle as stored, and the thumbnail of each image."""
    height, width = images.shape[1:3]
    top, left = max(0, (height - _SIDE) // 2), max(0, (width - _SIDE) // 2)
    return images[:, top : top + _SIDE, left : left + _SIDE].copy(), _thumbnails(images)


def _thumbnails(images: Array) -> Floats:
    """`(samples, 8 × 8 × channels)`: means over patches, of every few pixels where the image is large."""
    strides = [max(1, side // _SIDE) for side in images.shape[1:3]]
    thin = _finite(images[:, :: strides[0], :: strides[1]])
    edges = [np.linspace(0, side, _THUMBNAIL + 1).astype(int)[:-1] for side in thin.shape[1:3]]
    sums = np.add.reduceat(np.add.reduceat(thin, edges[0], axis=1), edges[1], axis=2)
    return sums.reshape(len(images), -1)


def _orientations(grey: Floats) -> Floats:
    """`(samples, orientations × 2)`: how much edge there is in each direction, next to each other and four apart."""
    histograms = []
    for reach in (1, 4):
        across = (grey[:, :, reach:] - grey[:, :, :-reach])[:, reach:]
        down = (grey[:, reach:] - grey[:, :-reach])[:, :, reach:]
        angle = np.mod(np.arctan2(down, across), np.pi) * (_ORIENTATIONS / np.pi)
        place = np.minimum(angle.astype(np.int64), _ORIENTATIONS - 1).reshape(len(grey), -1)
        place += _ORIENTATIONS * np.arange(len(grey))[:, None]
        weight = np.hypot(across, down).ravel()
        counted = np.bincount(place.ravel(), weight, _ORIENTATIONS * len(grey))
        histograms.append(counted.reshape(len(grey), _ORIENTATIONS) / place.shape[1])
    return np.log1p(np.concatenate(histograms, axis=1))


def _frequencies(grey: Floats) -> Floats:
    """`(samples, …)`: the power of slow and fast variation in each direction, wherever in the image it is."""
    size = min(32, *grey.shape[1:])
    power = np.abs(np.fft.fftshift(np.fft.fft2(grey[:, :size, :size]), axes=(1, 2)))[:, :, size // 2 :]
    return np.log1p(power).reshape(len(grey), -1)
