"""One array as NumPy stores it: its head is looked at before room is made for what it promises."""

from __future__ import annotations

import math
from typing import IO, Any

import numpy as np

from diagnostics.data.errors import DataError

Head = tuple[tuple[int, ...], bool, np.dtype[Any]]  # shape, whether it lies column by column, type


def check(file: IO[bytes], name: str, end: int) -> Head:
    """The head of an array that ends there in a file. Raises DataError for objects, and where it promises more."""
    shape, by_columns, dtype = head(file)
    if dtype.hasobject:
        advice = "save it as numbers, such as np.savez('data.npz', x=np.stack(x), y=np.asarray(y))"
        ragged = "lists of different length first become rows of one length (keras.utils.pad_sequences)"
        raise DataError(f"{name} holds pickled Python objects, which are never loaded; {advice}; {ragged}")
    promised, there = math.prod(shape) * dtype.itemsize, end - file.tell()
    if promised > there:
        raise DataError(
            f"{name} says that it has shape {shape}, which takes {promised} bytes; there are {max(0, there)}"
        )
    return shape, by_columns, dtype


def head(file: IO[bytes]) -> Head:
    """Raises ValueError, or what else NumPy raises, where there is none."""
    version = np.lib.format.read_magic(file)
    reads = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}
    if version not in reads:
        raise DataError(f"version {version[0]}.{version[1]} of NumPy's format is not read")
    return reads[version](file)
