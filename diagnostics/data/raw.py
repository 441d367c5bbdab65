"""Samples as they lie in their files, before any split or preprocessing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from diagnostics.data.split import Indices
from diagnostics.observations import ImageSize, Unreadable

Array = NDArray[Any]


class LimitSettings(Protocol):
    """What an operator may set about reading; `Settings` has it."""

    @property
    def max_dataset_bytes(self) -> int: ...
    @property
    def max_image_pixels(self) -> int: ...
    @property
    def memory_bytes(self) -> int: ...
    @property
    def scratch_bytes(self) -> int: ...


@dataclass(frozen=True)
class Limits:
    """The most that reading may take.

    `dataset_bytes` of samples lie in memory where their format has to be read as a whole, `memory_bytes` where they can
    be read from a file instead. `scratch_bytes` of decoded images lie on disk, in the cache or in a temporary file; the
    rest is decoded each time. `image_pixels` are those of one image file. `dataset_setting` is what an operator would
    set for `dataset_bytes`. Without `shares`, what is decoded is not kept for other processes.
    """

    dataset_bytes: int = 4 * 2**30
    image_pixels: int = 50_000_000
    memory_bytes: int = 2**26
    scratch_bytes: int = 2**34
    shares: bool = True
    dataset_setting: str = "DEADWEIGHT_MAX_DATASET_BYTES"

    @classmethod
    def of(cls, settings: LimitSettings) -> Self:
        """As an operator has set them."""
        return cls(
            dataset_bytes=settings.max_dataset_bytes,
            image_pixels=settings.max_image_pixels,
            memory_bytes=settings.memory_bytes,
            scratch_bytes=settings.scratch_bytes,
        )

    @property
    def allowed(self) -> str:
        """The end of a sentence about data that take more than `dataset_bytes`."""
        return f"{self.dataset_bytes} are allowed ({self.dataset_setting})"

    @property
    def kept_bytes(self) -> int:
        """How large samples are kept in memory that need not be."""
        return min(self.dataset_bytes, self.memory_bytes)


class Inputs(Protocol):
    """Samples `(samples, …)` of one form, in memory or not; NumPy's arrays are such.

    Reading the same samples again gives the same numbers, in whatever order and from whatever thread.
    """

    @property
    def shape(self) -> tuple[int, ...]: ...

    @property
    def dtype(self) -> np.dtype[Any]: ...

    def __len__(self) -> int: ...

    def __getitem__(self, indices: Indices, /) -> Array: ...


@dataclass(frozen=True)
class Raw:
    """Inputs `(samples, …)` and targets `(samples,)` or `(samples, outputs)` in the order of the files.

    `classes` names the classes where the format has names. `available` counts samples before any limit. `columns`
    names the numbers of a sample `(samples, columns)` that comes from a table, `outputs` those of its
    label where it has several.
    """

    format: str
    inputs: Inputs
    targets: Array
    classes: tuple[str, ...] | None
    available: int
    unreadable: tuple[Unreadable, ...] = ()
    held_out: tuple[Inputs, Array] | None = None
    columns: tuple[str, ...] | None = None
    outputs: tuple[str, ...] | None = None
    image_sizes: tuple[ImageSize, ...] = ()


def evenly(count: int, limit: int | None) -> NDArray[np.int64]:
    """Indices of at most `limit` of `count` samples, spread evenly over their order."""
    if limit is None or limit >= count:
        return np.arange(count)
    return np.linspace(0, count - 1, limit).round().astype(np.int64)
