"""Image files turned into pixels of one form, several at a time."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from diagnostics.data.ahead import ahead, threads
from diagnostics.data.errors import DataError, UnreadableSample
from diagnostics.data.image_file import ignore_warnings, pixels
from diagnostics.data.raw import Array, Inputs, Limits
from diagnostics.data.split import Indices
from diagnostics.spec.dataset import ImageShape

PIXEL: np.dtype[Any] = np.dtype(np.uint8)
_FILES_AT_ONCE = 16
_BYTES_AT_ONCE = 2**21
Decoded = tuple[Array, tuple[int, int]]  # pixels `(height, width, channels)`, and the width and height of the file's


@dataclass(frozen=True)
class Found:
    """The places of readable files among those given, how many have each width and height, and why others have none."""

    readable: Indices
    sizes: Mapping[tuple[int, int], int]
    unreadable: Mapping[int, str]


@dataclass(frozen=True)
class Decoder:
    """Turns files into pixels of one form."""

    root: Path
    shape: ImageShape
    limits: Limits

    @property
    def form(self) -> tuple[int, int, int]:
        """Height, width and channels, which is an image's bytes multiplied."""
        return (*self.shape.size, self.shape.channels)

    @property
    def image_bytes(self) -> int:
        """What one image takes."""
        return int(np.prod(self.form))

    def each(self, files: Sequence[Path]) -> Iterator[Decoded | str]:
        """Each file's image, or why there is none; by several threads, in the order of the files."""
        several = max(1, min(_FILES_AT_ONCE, _BYTES_AT_ONCE // self.image_bytes, len(files) // threads()))
        groups = (files[start : start + several] for start in range(0, len(files), several))
        for group in ahead(self._decoded, groups, 2 * threads(), threads()):
            yield from group

    def all(self, files: Sequence[Path], take: Callable[[Array], object]) -> Found:
        """Hands over one readable image after another. Raises DataError where there is none."""
        readable = np.zeros(len(files), bool)
        sizes: Counter[tuple[int, int]] = Counter()
        unreadable: dict[int, str] = {}
        for place, decoded in enumerate(self.each(files)):
            if isinstance(decoded, str):
                unreadable[place] = decoded
                continue
            image, size = decoded
            take(image)
            readable[place] = True
            sizes[size] += 1
        if not readable.any():
            raise DataError(f"none of {len(files)} images could be read; the first: {unreadable[0]}")
        return Found(np.flatnonzero(readable), sizes, unreadable)

    def _decoded(self, files: Sequence[Path]) -> list[Decoded | str]:
        return [self._one(file) for file in files]

    def _one(self, file: Path) -> Decoded | str:
        try:
            return pixels(file, self.root, self.shape, self.limits)
        except UnreadableSample as error:
            return str(error)


class DecodedImages:
    """Images of which the first are kept; the others are decoded each time they are asked for."""

    def __init__(self, kept: Inputs, files: Sequence[Path], decoder: Decoder, middles: NDArray[np.int64]) -> None:
        self.shape: tuple[int, ...] = (len(files), *decoder.form)
        self.dtype = PIXEL
        self.middles = middles
        self._kept = kept
        self._files = files
        self._decoder = decoder

    def __len__(self) -> int:
        return len(self._files)

    def __getitem__(self, indices: Indices, /) -> Array:
        images = np.empty((len(indices), *self.shape[1:]), self.dtype)
        kept = indices < len(self._kept)
        images[kept] = self._kept[indices[kept]]
        places = np.flatnonzero(~kept)
        ignore_warnings()
        files = [self._files[index] for index in indices[places]]
        for place, found in zip(places, self._decoder.each(files), strict=True):
            if isinstance(found, str):
                name = printable(self._files[indices[place]].name)
                raise DataError(f"{name!r} could be read before and no longer can: {found}")
            images[place], _ = found
        return images


def printable(name: str) -> str:
    """A file's name as text that can be stored; bytes that are no UTF-8 are shown as U+FFFD."""
    return os.fsencode(name).decode("utf-8", "replace")
