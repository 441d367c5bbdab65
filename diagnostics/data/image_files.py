"""Image files as inputs: each is decoded once to know that it can be, and kept as far as there is room."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from diagnostics.data.ahead import ahead, threads
from diagnostics.data.errors import DataError, UnreadableSample
from diagnostics.data.image_file import ignore_warnings, natural_shape, pixels
from diagnostics.data.image_sizes import commonest
from diagnostics.data.middles import middle_of
from diagnostics.data.raw import Array, Inputs, Limits
from diagnostics.data.scratch import Scratch
from diagnostics.data.split import Indices
from diagnostics.observations import ImageSize, Unreadable
from diagnostics.spec.dataset import ImageShape

_FILES_AT_ONCE = 16
_BYTES_AT_ONCE = 2**21
_PIXEL: np.dtype[Any] = np.dtype(np.uint8)
Decoded = tuple[Array, tuple[int, int]]  # pixels `(height, width, channels)`, and the width and height of the file's


@dataclass(frozen=True)
class Images:
    """Inputs `(samples, height, width, channels)` uint8; `readable` are the places of their files among those given.

    `sizes` are the commonest that readable files have.
    """

    inputs: Inputs
    readable: Indices
    unreadable: tuple[Unreadable, ...]
    sizes: tuple[ImageSize, ...]


def read_images(root: Path, files: Sequence[Path], shape: ImageShape | None, limits: Limits) -> Images:
    """Every image that can be read, upright and of one size, that of the first one where none is asked for.

    Images that fit are kept in memory, else in a temporary file, and the rest is decoded each time. Raises DataError
    where none can be read.
    """
    ignore_warnings()
    decoder = Decoder(root, shape or _shape_of_first(files, root, limits), limits)
    readable, unreadable, middles = [], [], []
    sizes: Counter[tuple[int, int]] = Counter()
    keeper = _Keeper(len(files), decoder, limits)
    for place, found in enumerate(decoder.each(files)):
        if isinstance(found, str):
            unreadable.append(Unreadable(file=printable(str(files[place].relative_to(root))), reason=found))
            continue
        image, size = found
        readable.append(place)
        sizes[size] += 1
        middles.append(middle_of(image))
        keeper.add(image)
    if not readable:
        raise DataError(f"none of {len(files)} images could be read; the first: {unreadable[0].reason}")
    inputs = keeper.inputs([files[place] for place in readable], np.array(middles, np.int64))
    return Images(inputs, np.array(readable, np.int64), tuple(unreadable), commonest(sizes))


def printable(name: str) -> str:
    """A file's name as text that can be stored; bytes that are no UTF-8 are shown as U+FFFD."""
    return os.fsencode(name).decode("utf-8", "replace")


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

    def each(self, files: Sequence[Path]) -> Iterator[Decoded | str]:
        """Each file's image, or why there is none; by several threads, in the order of the files."""
        several = max(1, min(_FILES_AT_ONCE, _BYTES_AT_ONCE // int(np.prod(self.form)), len(files) // threads()))
        groups = (files[start : start + several] for start in range(0, len(files), several))
        for group in ahead(self._decoded, groups, 2 * threads(), threads()):
            yield from group

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
        self.dtype = _PIXEL
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


class _Keeper:
    """Keeps images as they come: all in memory where that much is allowed, else as many as fit into a file."""

    def __init__(self, count: int, decoder: Decoder, limits: Limits) -> None:
        self._decoder = decoder
        self._count = 0
        fits = count * int(np.prod(decoder.form)) <= limits.kept_bytes
        self._memory = np.empty((count, *decoder.form), _PIXEL) if fits else None
        self._scratch = None if fits else Scratch(decoder.form, _PIXEL, limits.cache_bytes)

    def add(self, image: Array) -> None:
        if self._memory is not None:
            self._memory[self._count] = image
        elif self._scratch is not None:
            self._scratch.append(image[None])
        self._count += 1

    def inputs(self, files: Sequence[Path], middles: NDArray[np.int64]) -> Inputs:
        """All that came."""
        if self._memory is not None:
            return self._memory[: self._count]
        assert self._scratch is not None, "what is not kept in memory is kept in a file"
        kept = self._scratch.read()
        return kept if len(kept) == len(files) else DecodedImages(kept, files, self._decoder, middles)


def _shape_of_first(files: Sequence[Path], root: Path, limits: Limits) -> ImageShape:
    """The natural shape of the first image that opens."""
    reason = ""
    for file in files:
        try:
            return natural_shape(file, root, limits)
        except UnreadableSample as error:
            reason = reason or str(error)
    raise DataError(f"none of {len(files)} images could be read; the first: {reason}")
