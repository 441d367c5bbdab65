"""NumPy's own files whose samples can be read one by one."""

from __future__ import annotations

import os
import struct
import zipfile
from pathlib import Path

from diagnostics.data import array_file
from diagnostics.data.row_file import RowFile

_LOCAL_HEADER = struct.Struct("<26x2H")  # of a member of a zip archive: the lengths of its name and of what follows it


def stored_rows(file: Path, name: str, start: int, length: int) -> RowFile | None:
    """The array that lies in `length` bytes of a file from `start` on; None where its samples do not lie one by one.

    Raises DataError for Python objects and where it is shorter than its head says, ValueError where it is no array,
    and OSError.
    """
    with file.open("rb") as opened:
        opened.seek(start)
        end = min(start + length, os.fstat(opened.fileno()).st_size)
        shape, by_columns, dtype = array_file.check(opened, name, end)
        if by_columns or not shape or 0 in shape or dtype.kind not in "biuf":
            return None
        return RowFile(os.dup(opened.fileno()), opened.tell(), shape, dtype)


def stored_member(file: Path, name: str, member: zipfile.ZipInfo) -> RowFile | None:
    """A member of an archive that holds it as it is; None where it does not."""
    if member.compress_type != zipfile.ZIP_STORED or member.flag_bits & 1 or member.compress_size != member.file_size:
        return None
    with file.open("rb") as opened:
        opened.seek(member.header_offset)
        lengths = _LOCAL_HEADER.unpack(opened.read(_LOCAL_HEADER.size))
    return stored_rows(file, name, member.header_offset + _LOCAL_HEADER.size + sum(lengths), member.file_size)
