"""A dataset packed in a `.zip`, `.tar` or `.tar.gz`, unpacked once into a cache."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from diagnostics.data import tar_entries, zip_entries
from diagnostics.data.archive_entries import Bounds, Entry
from diagnostics.data.errors import DataError

_READERS = {
    ".zip": zip_entries.zip_entries,
    ".tar": tar_entries.tar_entries,
    ".tar.gz": tar_entries.tar_entries,
    ".tgz": tar_entries.tar_entries,
}
_AT_ONCE = 2**20
_MOST_LEVELS = 8  # of folders around the data
_NO_DATA = frozenset({"__MACOSX", ".DS_Store"})  # which one system's packer adds


def is_archive(path: Path) -> bool:
    """Whether a file's name says that it is packed."""
    return _suffix(path) is not None and path.is_file()


def extracted(path: Path, cache: Path | None = None, bounds: Bounds = Bounds()) -> Path:  # noqa: B008
    """The folder or file that an archive holds, below a folder of the cache that is named for the archive's content.

    Nothing is written elsewhere; what is there already is not unpacked again. Raises DataError for archives that are
    broken, exceed the bounds, or hold anything but files and folders inside themselves.
    """
    unpacked = (cache or user_cache()) / "archives" / _fingerprint(path)
    if not unpacked.is_dir():
        _unpack(path, unpacked, bounds)
    return _innermost(unpacked, path)


def user_cache() -> Path:
    """The folder for what can be made again: the one that the settings name, or else that of this user."""
    named = os.environ.get("DEADWEIGHT_CACHE", "")
    if Path(named).is_absolute():
        return Path(named)
    stated = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(stated) if Path(stated).is_absolute() else Path.home() / ".cache") / "deadweight"


def _suffix(path: Path) -> str | None:
    name = path.name.lower()
    return next((suffix for suffix in _READERS if name.endswith(suffix)), None)


def _fingerprint(path: Path) -> str:
    """Of the content, and of the kind it is read as."""
    digest = hashlib.blake2b((_suffix(path) or "").encode(), digest_size=20)
    with path.open("rb") as file:
        while block := file.read(_AT_ONCE):
            digest.update(block)
    return digest.hexdigest()


def _unpack(path: Path, unpacked: Path, bounds: Bounds) -> None:
    """All or nothing: other processes see the folder when it is whole."""
    reader = _READERS[_suffix(path) or ".zip"]
    unpacked.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    room = shutil.disk_usage(unpacked.parent).free
    with tempfile.TemporaryDirectory(prefix="unpacking-", dir=unpacked.parent) as beside:
        whole = Path(beside) / "whole"
        whole.mkdir()
        try:
            _write(reader(path, bounds.within(room)), whole, path)
        except DataError:
            raise
        except (*tar_entries.RAISED, *zip_entries.RAISED) as error:
            raise DataError(f"{path.name!r} cannot be unpacked: {error}") from error
        try:
            whole.rename(unpacked)
        except OSError:  # another process was first
            if not unpacked.is_dir():
                raise


def _write(entries: Iterator[Entry], folder: Path, path: Path) -> None:
    for entry in entries:
        target = folder.joinpath(*entry.parts)
        try:
            if entry.blocks is None:
                target.mkdir(parents=True, exist_ok=True)
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:
                for block in entry.blocks:
                    file.write(block)
        except (FileExistsError, NotADirectoryError) as error:
            raise DataError(f"{path.name!r} holds {'/'.join(entry.parts)!r} more than once") from error


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
