"""Image files as inputs: each is decoded once to know that it can be, and kept as far as there is room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from diagnostics.data.errors import DataError, UnreadableSample
from diagnostics.data.image_cache import shared
from diagnostics.data.image_decoder import PIXEL, DecodedImages, Decoder, printable
from diagnostics.data.image_file import ignore_warnings, natural_shape
from diagnostics.data.image_sizes import commonest
from diagnostics.data.middles import middle_of
from diagnostics.data.raw import Array, Inputs, Limits
from diagnostics.data.scratch import Scratch
from diagnostics.data.split import Indices
from diagnostics.observations import ImageSize, Unreadable
from diagnostics.spec.dataset import ImageShape


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

    What takes long is decoded once for all processes of this machine, as far as its cache has room. Other images that
    fit are kept in memory, else in a temporary file, and the rest is decoded each time. Raises DataError where none can
    be read.
    """
    ignore_warnings()
    decoder = Decoder(root, shape or _shape_of_first(files, root, limits), limits)
    known = shared(files, decoder)
    if known is None:
        keeper = _Keeper(len(files), decoder)
        found = decoder.all(files, keeper.add)
        inputs = keeper.inputs([files[place] for place in found.readable])
    else:
        lying, found = known
        inputs = lying[np.arange(len(lying))] if decoder.image_bytes * len(lying) <= limits.kept_bytes else lying
    unreadable = [
        Unreadable(file=printable(str(files[place].relative_to(root))), reason=reason)
        for place, reason in found.unreadable.items()
    ]
    return Images(inputs, found.readable, tuple(unreadable), commonest(found.sizes))


class _Keeper:
    """Keeps images as they come: all in memory where that much is allowed, else as many as fit into a file."""

    def __init__(self, count: int, decoder: Decoder) -> None:
        limits = decoder.limits
        self._decoder = decoder
        self._middles: list[int] = []
        fits = count * decoder.image_bytes <= limits.kept_bytes
        self._memory = np.empty((count, *decoder.form), PIXEL) if fits else None
        self._scratch = None if fits else Scratch(decoder.form, PIXEL, limits.scratch_bytes)

    def add(self, image: Array) -> None:
        if self._memory is not None:
            self._memory[len(self._middles)] = image
        elif self._scratch is not None:
            self._scratch.append(image[None])
        self._middles.append(middle_of(image))

    def inputs(self, files: Sequence[Path]) -> Inputs:
        """All that came, from these files."""
        if self._memory is not None:
            return self._memory[: len(files)]
        assert self._scratch is not None, "what is not kept in memory is kept in a file"
        kept = self._scratch.read()
        if len(kept) == len(files):
            return kept
        return DecodedImages(kept, files, self._decoder, np.array(self._middles, np.int64))


def _shape_of_first(files: Sequence[Path], root: Path, limits: Limits) -> ImageShape:
    """The natural shape of the first image that opens."""
    reason = ""
    for file in files:
        try:
            return natural_shape(file, root, limits)
        except UnreadableSample as error:
            reason = reason or str(error)
    raise DataError(f"none of {len(files)} images could be read; the first: {reason}")
