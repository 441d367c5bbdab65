"""A place on disk for what was read once and will be read again."""

from __future__ import annotations

import os
import shutil
import tempfile
from typing import Any

import numpy as np

from diagnostics.data.raw import Array
from diagnostics.data.row_file import RowFile


class Scratch:
    """A temporary file without a name, gone with its last reader; takes samples as long as there is room for them.

    Room is `most` bytes, or half of what is free on the disk where that is less.
    """

    def __init__(self, form: tuple[int, ...], dtype: np.dtype[Any], most: int) -> None:
        self._form = form
        self._dtype = dtype
        self._each = int(np.prod(form)) * dtype.itemsize
        self._room = min(most, shutil.disk_usage(tempfile.gettempdir()).free // 2) // max(1, self._each)
        self._count = 0
        self._descriptor, name = tempfile.mkstemp(prefix="deadweight-")
        os.unlink(name)  # noqa: PTH108  nothing is left behind, however this process ends
        self._whole = RowFile(self._descriptor, 0, (0, *form), dtype)  # closes the file should nobody read from it

    def append(self, samples: Array) -> int:
        """Adds samples `(samples, …)`, the first of them where there is no room for all; how many were added."""
        fitting = samples[: self._room - self._count]
        written = _write(self._descriptor, fitting, self._count * self._each) // self._each
        if written < len(samples):
            self._room = self._count + written
        self._count += written
        return written

    def read(self) -> RowFile:
        """What was added."""
        return RowFile(os.dup(self._descriptor), 0, (self._count, *self._form), self._dtype)


def _write(descriptor: int, samples: Array, offset: int) -> int:
    """Bytes written; less than all of them where the disk is full."""
    left = memoryview(np.ascontiguousarray(samples).reshape(-1).view(np.uint8).data)
    total = len(left)
    while left:
        try:
            count = os.pwrite(descriptor, left, offset)
        except OSError:
            break
        left, offset = left[count:], offset + count
    return total - len(left)
