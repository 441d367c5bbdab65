"""Images laid out anew: mirrored, turned, scaled and shifted in one go."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import NamedTuple

import numpy as np

from diagnostics.data.raw import Array


class Placing(NamedTuple):
    """Where the pixels of a new image `(samples,)` lie in the old one: scaled and turned about its middle, shifted.

    `rows` and `columns` scale, negative to mirror; `turn` is in radians; `down` and `right` are shares of a side.
    """

    rows: Array
    columns: Array
    turn: Array
    down: Array
    right: Array

    @classmethod
    def still(cls, samples: int) -> Placing:
        """All pixels where they are."""
        ones, zeros = np.ones(samples), np.zeros(samples)
        return cls(ones, ones, zeros, zeros, zeros)

    def matrices(self, height: int, width: int) -> Array:
        """Of (row, column, 1) about the middle, new to old: `(samples, 3, 3)`."""
        matrices = np.zeros((len(self.rows), 3, 3))
        cosine, sine = np.cos(self.turn), np.sin(self.turn)
        matrices[:, 0] = np.stack([self.rows * cosine, -self.rows * sine, self.down * height], axis=1)
        matrices[:, 1] = np.stack([self.columns * sine, self.columns * cosine, self.right * width], axis=1)
        matrices[:, 2, 2] = 1
        return matrices


def warped(images: Array, placings: Sequence[Placing]) -> Array:
    """Images `(samples, height, width, channels)` after all placings in order, each pixel read once, bilinearly."""
    height, width = images.shape[1:3]
    matrices = reduce(np.matmul, [placing.matrices(height, width) for placing in placings])
    middle = (height - 1) / 2, (width - 1) / 2
    down, across = (np.arange(size) - centre for size, centre in zip((height, width), middle, strict=True))
    rows, columns = (
        matrices[:, axis, 0, None, None] * down[:, None]
        + matrices[:, axis, 1, None, None] * across
        + matrices[:, axis, 2, None, None]
        + middle[axis]
        for axis in (0, 1)
    )
    return _read(images, rows, columns)


def _read(images: Array, rows: Array, columns: Array) -> Array:
    """The values at places `(samples, height, width)` between pixels."""
    samples = np.arange(len(images))[:, None, None]
    top, left = np.floor(rows), np.floor(columns)
    read = np.zeros_like(images)
    for below, from_row in ((0, 1 - (rows - top)), (1, rows - top)):
        for beside, from_column in ((0, 1 - (columns - left)), (1, columns - left)):
            weight = (from_row * from_column).astype(np.float32)[..., None]
            inside = _mirrored(top + below, images.shape[1]), _mirrored(left + beside, images.shape[2])
            if not weight.any():
                continue
            read += np.where(weight, images[samples, *inside], 0) * weight
    return read


def _mirrored(places: Array, size: int) -> Array:
    """Places beyond an edge as many pixels inside it, the edge's own pixel first."""
    within = np.mod(places.astype(np.int64), 2 * size)
    return np.asarray(np.minimum(within, 2 * size - 1 - within))
