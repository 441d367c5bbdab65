"""Images changed at random, the same for the same seed, epoch and sample whatever the batch they come in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

import numpy as np

from diagnostics.data.errors import DataError
from diagnostics.data.raw import Array
from diagnostics.data.split import Indices
from diagnostics.data.warp import Placing, warped
from diagnostics.spec.augmentation import Augmentation

_NUMBERS = 4  # that one operation draws for an image: the cells of one of Philox's counters
_PLACING = frozenset({"flip", "rotate", "zoom", "translate", "crop"})


class Draw(NamedTuple):
    """What an image's numbers are drawn from, beside its own place in the data."""

    seed: int
    epoch: int


@dataclass(frozen=True)
class Augment:
    """Operations, and where they stand in the spec."""

    operations: Sequence[Augmentation] = ()
    pointer: str = "/dataset/augment"

    def __call__(self, images: Array, samples: Indices, draw: Draw) -> Array:
        """Images `(samples, height, width, channels)` as float32 after every operation in order.

        Operations that move pixels and follow on one another are done in one go. Raises DataError for other inputs.
        """
        if images.ndim != 4:
            message = f"only images can be augmented, not inputs of shape {images.shape[1:]}"
            raise DataError(message, self.pointer)
        values, drawn = images.astype(np.float32), _drawn(samples, len(self.operations), draw)
        numbered = list(enumerate(self.operations))
        for moves, group in groupby(numbered, key=lambda pair: pair[1].key in _PLACING):
            steps = [(operation, drawn[:, place]) for place, operation in group]
            if moves:
                values = warped(values, [_placing(operation, numbers) for operation, numbers in steps])
            else:
                for operation, numbers in steps:
                    values = _contrasted(values, operation, numbers) if operation.contrast else values
                    values = _cut_out(values, operation, numbers) if operation.cutout else values
        return values


def _drawn(samples: Indices, operations: int, draw: Draw) -> Array:
    """Numbers in [0, 1) `(samples, operations, 4)`: an image's are a function of its index, the seed and the epoch."""
    raw = [
        np.random.Philox(key=[draw.seed, draw.epoch], counter=[0, 0, 0, index]).random_raw(operations * _NUMBERS)
        for index in samples.tolist()
    ]
    return (np.stack(raw) >> np.uint64(11)).reshape(-1, operations, _NUMBERS) * 2.0**-53


def _placing(operation: Augmentation, numbers: Array) -> Placing:
    """How each image is laid out anew; `numbers` `(samples, 4)`."""
    either_way = 2 * numbers - 1
    still = Placing.still(len(numbers))
    match operation.key:
        case "flip":
            return still._replace(
                rows=_sign(operation, "vertical", numbers[:, 0]), columns=_sign(operation, "horizontal", numbers[:, 1])
            )
        case "rotate":
            return still._replace(turn=2 * np.pi * (operation.rotate or 0) * either_way[:, 0])
        case "zoom":
            factor = 1 + (operation.zoom or 0) * either_way[:, 0]
            return still._replace(rows=1 / factor, columns=1 / factor)
        case "translate":
            up, across = _pair(operation.translate)
            return still._replace(down=up * either_way[:, 0], right=across * either_way[:, 1])
    least = operation.crop or 1
    kept = least + (1 - least) * numbers[:, 0]
    room = (1 - kept) / 2
    return still._replace(rows=kept, columns=kept, down=room * either_way[:, 1], right=room * either_way[:, 2])


def _sign(operation: Augmentation, direction: str, numbers: Array) -> Array:
    return np.where((direction in str(operation.flip)) & (numbers < 0.5), -1.0, 1.0)


def _pair(shift: float | tuple[float, float] | None) -> tuple[float, float]:
    return shift if isinstance(shift, tuple) else (shift or 0, shift or 0)


def _contrasted(values: Array, operation: Augmentation, numbers: Array) -> Array:
    factor = 1 + (operation.contrast or 0) * (2 * numbers[:, 0] - 1)
    mean = values.mean(axis=(1, 2), keepdims=True)
    return np.asarray((values - mean) * factor[:, None, None, None].astype(np.float32) + mean)


def _cut_out(values: Array, operation: Augmentation, numbers: Array) -> Array:
    """A rectangle about a random pixel, which may reach over the edge, as Cutout has it (DeVries and Taylor 2017)."""
    mean = values.mean(axis=(1, 2), keepdims=True)
    near = [_near(size, operation.cutout or 0, numbers[:, axis]) for axis, size in enumerate(values.shape[1:3])]
    hidden = near[0][:, :, None] & near[1][:, None, :]
    return np.where(hidden[..., None], mean, values)


def _near(size: int, share: float, numbers: Array) -> Array:
    """Which of a side's pixels lie within the rectangle `(samples, size)`."""
    return np.asarray(np.abs(np.arange(size) + 0.5 - size * numbers[:, None]) < size * share / 2)
