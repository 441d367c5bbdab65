"""Samples as they lie in their files, before any split or preprocessing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from diagnostics.observations import ImageSize, Unreadable

Array = NDArray[Any]


@dataclass(frozen=True)
class Limits:
    """The most that reading may take: bytes of samples in memory, and pixels of one image file."""

    dataset_bytes: int = 4 * 2**30
    image_pixels: int = 50_000_000


@dataclass(frozen=True)
class Raw:
    """Inputs `(samples, …)` and targets `(samples,)` or `(samples, outputs)` in the order of the files.

    `classes` names the classes where the format has names. `available` counts samples before any limit.
    """

    format: str
    inputs: Array
    targets: Array
    classes: tuple[str, ...] | None
    available: int
    unreadable: tuple[Unreadable, ...] = ()
    held_out: tuple[Array, Array] | None = None
    image_sizes: tuple[ImageSize, ...] = ()


def evenly(count: int, limit: int | None) -> NDArray[np.int64]:
    """Indices of at most `limit` of `count` samples, spread evenly over their order."""
    if limit is None or limit >= count:
        return np.arange(count)
    return np.linspace(0, count - 1, limit).round().astype(np.int64)
