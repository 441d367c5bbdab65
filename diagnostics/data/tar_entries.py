"""The entries of a `.tar` or `.tar.gz`."""

from __future__ import annotations

import gzip
import io
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from diagnostics.data.archive_entries import Bounds, Count, Entry, parts_of
from diagnostics.data.errors import DataError

_AT_ONCE = 2**20
_MOST_AT_ONCE = 2**24  # that the reader of heads may ask for, and hold in memory
RAISED = (tarfile.TarError, zlib.error, gzip.BadGzipFile, EOFError, ValueError, OverflowError, RecursionError)


def tar_entries(path: Path, bounds: Bounds) -> Iterator[Entry]:
    """In the order in which they are packed, each read before the next. Raises DataError, or one of RAISED."""
    count = Count(path.name, path.stat().st_size, bounds)
    with _unzipped(path) as file, tarfile.open(fileobj=_InSmallParts(file, path.name), mode="r:") as archive:
        for member in archive:
            count.entry(max(0, member.size))
            yield _entry(archive, member, path.name)


class _InSmallParts(io.BufferedIOBase):
    """A file that refuses to give much at once: heads of entries are read whole, whatever size they state."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self._file, self._name = file, name

    def read(self, size: int | None = -1) -> bytes:
        if size is None or not 0 <= size <= _MOST_AT_ONCE:
            raise DataError(f"{self._name!r} holds a head of {size} bytes, which no file needs")
        return self._file.read(size)

    def seek(self, place: int, whence: int = 0) -> int:
        return self._file.seek(place, whence)

    def tell(self) -> int:
        return self._file.tell()


@contextmanager
def _unzipped(path: Path) -> Iterator[IO[bytes]]:
    with path.open("rb") as packed:
        zipped = packed.read(2) == b"\x1f\x8b"
        packed.seek(0)
        if not zipped:
            yield packed
            return
        with gzip.GzipFile(fileobj=packed, mode="rb") as file:
            yield file  # type: ignore[misc]  # a GzipFile is read as any file


def _entry(archive: tarfile.TarFile, member: tarfile.TarInfo, name: str) -> Entry:
    if not (member.isreg() or member.isdir()):
        link = "a link" if member.issym() or member.islnk() else "no plain file"
        raise DataError(f"{name!r} holds {link}, which is not unpacked: {member.name[:100]!r}")
    return Entry(parts_of(member.name, name), None if member.isdir() else _blocks(archive, member))


def _blocks(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Iterator[bytes]:
    file = archive.extractfile(member)
    while block := file.read(_AT_ONCE) if file else b"":
        yield block
