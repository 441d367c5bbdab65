"""What preprocessing makes of values, by trying it on some: how far one way is from another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from diagnostics.data.errors import DataError
from diagnostics.data.preprocess import preprocess
from diagnostics.data.raw import Array
from diagnostics.spec.dataset import Operation

_SAMPLES, _SIDE = 64, 4
_ALIKE = 0.99


@dataclass(frozen=True)
class Effect:
    """One way of preprocessing against another, at the channel where they differ most.

    `scale_ratio` is 1 or more: how many times too wide or too narrow the values are. `offset` is the distance of the
    means in standard deviations of the wanted values. `reversed_channels`: blue, green, red instead of red, green,
    blue, or the reverse. Ranges are what the stored range becomes.
    """

    scale_ratio: float
    offset: float
    reversed_channels: bool
    wanted: tuple[float, float]
    got: tuple[float, float]


def compare(
    got: Sequence[Operation], wanted: Sequence[Operation], stored: tuple[float, float], shape: tuple[int, ...]
) -> Effect | None:
    """The effect of two lists of operations on stored inputs of this range; `shape` is that of an input afterwards.

    Conventions of Keras Applications take images of 0..255 for granted. None where the two cannot be compared.
    """
    low, high = stored
    values = _values(shape, any(step.grayscale_to_rgb for step in (*got, *wanted)))
    of_pixels = any(step.backbone for step in wanted)
    if of_pixels and not (low >= 0 and high <= 255):
        return None
    span = (0.0, 1.0 if high <= 1 else 255.0) if of_pixels else stored
    try:
        mine = _after(values * (span[1] - span[0]) + span[0], got)
        theirs = _after(values * 255 if of_pixels else values * (high - low) + low, wanted)
    except DataError:
        return None
    fits = mine.shape == theirs.shape and np.isfinite(mine).all() and np.isfinite(theirs).all()
    return _effect(mine, theirs) if fits else None


def _values(shape: tuple[int, ...], grey: bool) -> Array:
    """Uniform in 0..1 and both ends, every channel on its own unless the images are grey: `(samples, …, channels)`."""
    drawn = np.random.default_rng(0).uniform(size=(_SAMPLES, *[_SIDE] * (len(shape) - 1), shape[-1]))
    drawn[0], drawn[1] = 0, 1
    return np.repeat(drawn[..., :1], shape[-1], axis=-1) if grey else drawn


def _after(values: Array, operations: Sequence[Operation]) -> Array:
    """`(values, channels)` after the operations; their resizing changes no values to speak of."""
    steps = [step for step in operations if step.resize is None]
    grey = any(step.grayscale_to_rgb for step in steps)
    after = preprocess(values[..., :1] if grey else values, steps)
    return after.reshape(-1, after.shape[-1]).astype(np.float64)


def _effect(got: Array, wanted: Array) -> Effect | None:
    width, wanted_width = got.std(axis=0), wanted.std(axis=0)
    if not ((width > 0).all() and (wanted_width > 0).all()):
        return None
    reversed_channels = not _alike(got, wanted) and _alike(got[:, ::-1], wanted)
    if reversed_channels:
        got = got[:, ::-1]
        width = got.std(axis=0)
    ratio = width / wanted_width
    gap = np.abs(got.mean(axis=0) - wanted.mean(axis=0)) / wanted_width
    return Effect(
        scale_ratio=float(np.maximum(ratio, 1 / ratio).max()),
        offset=float(gap.max()),
        reversed_channels=reversed_channels,
        wanted=(float(wanted.min()), float(wanted.max())),
        got=(float(got.min()), float(got.max())),
    )


def _alike(got: Array, wanted: Array) -> bool:
    pairs = zip(got.T, wanted.T, strict=True)
    return all(np.corrcoef(mine, theirs)[0, 1] > _ALIKE for mine, theirs in pairs)
