"""Samples that lie one after another in a file, read from there each time."""

from __future__ import annotations

import os
import weakref
from collections.abc import Iterator
from typing import Any

import numpy as np

from diagnostics.data.errors import DataError
from diagnostics.data.raw import Array
from diagnostics.data.split import Indices


class RowFile:
    """Samples `(samples, …)` from `offset` on in an open file, which this closes once it is no longer used.

    The file is read rather than mapped: what the kernel keeps of it is not this process's memory, and a file that has
    become shorter is an error rather than a crash. `hold` is kept as long as this is.
    """

    def __init__(
        self, descriptor: int, offset: int, shape: tuple[int, ...], dtype: np.dtype[Any], hold: object = None
    ) -> None:
        self.shape = shape
        self.dtype = dtype
        self._descriptor = descriptor
        self._offset = offset
        self._hold = hold
        self._numbers = int(np.prod(shape[1:]))
        weakref.finalize(self, os.close, descriptor)

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, indices: Indices, /) -> Array:
        rows = np.empty((len(indices), self._numbers), self.dtype)
        flat = rows.reshape(-1).view(np.uint8)
        each = self._numbers * self.dtype.itemsize
        for place, first, count in _runs(indices):
            self._read(flat[place * each : (place + count) * each], self._offset + first * each)
        return rows.reshape(len(indices), *self.shape[1:])

    def part(self, indices: Indices, start: int, stop: int) -> Array:
        """Numbers `start` to `stop` of samples, each in one row; the rest of a sample is not read."""
        rows = np.empty((len(indices), len(range(self._numbers)[start:stop])), self.dtype)
        for row, index in zip(rows, indices.tolist(), strict=True):
            place = (index * self._numbers + start) * self.dtype.itemsize
            self._read(row.view(np.uint8), self._offset + place)
        return rows

    def _read(self, into: Array, offset: int) -> None:
        wanted = memoryview(into.data)
        while wanted:
            count = os.preadv(self._descriptor, [wanted], offset)
            if not count:
                raise DataError("a file of the dataset has become shorter while it was read")
            wanted, offset = wanted[count:], offset + count


def _runs(indices: Indices) -> Iterator[tuple[int, int, int]]:
    """Neighbours that are read at once: where they go, the first one's place in the file, and how many they are."""
    if not len(indices):
        return
    starts = np.concatenate([[0], np.flatnonzero(np.diff(indices) != 1) + 1])
    counts = np.diff(np.append(starts, len(indices)))
    yield from zip(starts.tolist(), indices[starts].tolist(), counts.tolist(), strict=True)
