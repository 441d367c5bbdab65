"""A dataset packed in a `.zip`, `.tar` or `.tar.gz`, unpacked once into the cache of what is fetched."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from diagnostics.data.archive_entries import Bounds
from diagnostics.data.errors import DataError
from diagnostics.data.remote.bounds import Deadline
from diagnostics.data.remote.cache import Cache, Download, Entry
from diagnostics.data.remote.errors import FetchError, NotSetUp
from diagnostics.data.remote.holding import Hold
from diagnostics.data.unpacking import suffix, unpack
from diagnostics.data.user_cache import user_cache

_AT_ONCE = 2**20
_MOST_SECONDS = 3600.0  # that another process is waited for which unpacks the same
_MOST_LEVELS = 8  # of folders around the data
_NO_DATA = frozenset({"__MACOSX", ".DS_Store"})  # which one system's packer adds


@dataclass(frozen=True)
class Inside:
    """Where data lie, past the archive that they may be packed in; as long as this is kept, nobody deletes them."""

    path: Path
    hold: Hold | None = None


def is_archive(path: Path) -> bool:
    """Whether a file's name says that it is packed."""
    return suffix(path) is not None and path.is_file()


def inside(path: Path, cache: Cache | None = None, bounds: Bounds = Bounds()) -> Inside:  # noqa: B008
    """The folder or file that an archive holds, in an entry of the cache that is made for its content; others as given.

    Nothing is written elsewhere; what is there already is not unpacked again. Raises DataError for archives that are
    broken, exceed the bounds, or hold anything but files and folders inside themselves, and FetchError where the cache
    cannot take one.
    """
    if not is_archive(path):
        return Inside(path)
    digest = _fingerprint(path)
    try:
        entry, hold = _unpacked(path, digest, cache or user_cache(), bounds)
    except FetchError as error:
        raise type(error)(f"{path.name!r} cannot be unpacked: {error}") from error
    return Inside(_innermost(entry.path, path), hold)


def _fingerprint(path: Path) -> str:
    """Of the content, and of the kind it is read as."""
    digest = hashlib.blake2b((suffix(path) or "").encode(), digest_size=20)
    with path.open("rb") as file:
        while block := file.read(_AT_ONCE):
            digest.update(block)
    return digest.hexdigest()


def _unpacked(path: Path, digest: str, cache: Cache, bounds: Bounds) -> tuple[Entry, Hold]:
    def make(download: Download) -> None:
        unpack(path, download, bounds.within(min(cache.most_bytes, shutil.disk_usage(cache.folder).free)))

    try:
        return cache.made(digest, Deadline(_MOST_SECONDS), make)
    except OSError as error:
        raise NotSetUp(f"the cache in {cache.folder} cannot be used: {error.strerror}") from error


def _innermost(folder: Path, path: Path) -> Path:
    """Past folders that hold one folder or file and nothing else."""
    for _ in range(_MOST_LEVELS):
        inside = [entry for entry in folder.iterdir() if entry.name not in _NO_DATA]
        if not inside:
            raise DataError(f"{path.name!r} holds no files")
        if len(inside) > 1:
            return folder
        if inside[0].is_file():
            return inside[0]
        folder = inside[0]
    return folder
