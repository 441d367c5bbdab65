"""The entries of a `.zip`."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from diagnostics.data.archive_entries import Bounds, Count, Entry, parts_of
from diagnostics.data.errors import DataError

_AT_ONCE = 2**20
RAISED = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError, struct.error)
_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_LAST = 2**16 + 22 + 20 + 56  # bytes in which the end record, and what leads to it, stand


def zip_entries(path: Path, bounds: Bounds) -> Iterator[Entry]:
    """In the order of the list at the end, which is counted before it is read. Raises DataError, or one of RAISED."""
    check_zip(path, bounds.entries)
    with zipfile.ZipFile(path) as archive:
        count = Count(path.name, path.stat().st_size, bounds)
        for info in archive.infolist():
            count.entry(info.file_size)  # the total is known before anything is unpacked
        for info in archive.infolist():
            yield _entry(archive, info, path.name)


def check_zip(path: Path, most: int) -> None:
    """Raises DataError for what does not begin as a zip, and for one with more entries than allowed."""
    with path.open("rb") as file:
        if file.read(4) not in _STARTS:
            raise DataError(f"{path.name!r} is no zip file: it begins as something else")
        if _listed(file, most) > most:
            raise DataError(f"{path.name!r} holds more than the {most} entries allowed")


def _listed(file: IO[bytes], most: int) -> int:
    """How many entries the list at the end has, counted up to one more than allowed; 0 where there is no list."""
    end = file.seek(0, 2)
    start = file.seek(max(0, end - _LAST))
    tail = file.read()
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) < place + 22:
        return 0
    size = struct.unpack("<L", tail[place + 12 : place + 16])[0]
    wide = tail.rfind(b"PK\x06\x06", 0, place)
    if size == 0xFFFFFFFF and wide >= 0:
        place, size = wide, struct.unpack("<Q", tail[wide + 40 : wide + 48])[0]
    file.seek(max(0, start + place - size))
    found = 0
    while size >= 46 and found <= most:
        head = file.read(46)
        if len(head) < 46 or head[:4] != b"PK\x01\x02":
            break
        skipped = sum(struct.unpack("<HHH", head[28:34]))
        file.seek(skipped, 1)
        size -= 46 + skipped
        found += 1
    return found


def _entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Entry:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        what = "a symbolic link" if kind == stat.S_IFLNK else "no plain file"
        raise DataError(f"{name!r} holds {what}, which is not unpacked: {info.filename[:100]!r}")
    if info.flag_bits & 1:
        raise DataError(f"{name!r} is encrypted")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise DataError(f"{name!r} is packed in a way that is not read; use deflate")
    return Entry(parts_of(info.filename, name), None if info.is_dir() else _blocks(archive, info))


def _blocks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """No more bytes than the list says; their checksum is verified at the end."""
    with archive.open(info) as file:
        while block := file.read(_AT_ONCE):
            yield block
