"""NumPy's own files whose samples can be read one by one."""

from __future__ import annotations

import math
import os
import struct
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from diagnostics.data.row_file import RowFile

_READERS = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}
_LOCAL_HEADER = struct.Struct("<26x2H")  # of a member of a zip archive: the lengths of its name and of what follows it


def stored_rows(file: Path, start: int, length: int) -> RowFile | None:
    """The array that lies in `length` bytes of a file from `start` on; None where its samples do not lie one by one.

    Raises ValueError where it is none, or is shorter than its head says, and OSError.
    """
    with file.open("rb") as opened:
        opened.seek(start)
        version = np.lib.format.read_magic(opened)
        if version not in _READERS:
            return None
        shape, by_columns, dtype = _READERS[version](opened)
        offset = opened.tell()
        if by_columns or not shape or 0 in shape or dtype.kind not in "biuf":
            return None
        _check_length(shape, dtype, min(start + length, os.fstat(opened.fileno()).st_size) - offset)
        return RowFile(os.dup(opened.fileno()), offset, shape, dtype)


def stored_member(file: Path, member: zipfile.ZipInfo) -> RowFile | None:
    """A member of an archive that holds it as it is; None where it does not."""
    if member.compress_type != zipfile.ZIP_STORED or member.flag_bits & 1 or member.compress_size != member.file_size:
        return None
    with file.open("rb") as opened:
        opened.seek(member.header_offset)
        lengths = _LOCAL_HEADER.unpack(opened.read(_LOCAL_HEADER.size))
    return stored_rows(file, member.header_offset + _LOCAL_HEADER.size + sum(lengths), member.file_size)


def _check_length(shape: tuple[int, ...], dtype: np.dtype[Any], there: int) -> None:
    needed = math.prod(shape) * dtype.itemsize
    if needed > there:
        raise ValueError(f"shape {shape} of {dtype} takes {needed} bytes, there are {max(0, there)}")
