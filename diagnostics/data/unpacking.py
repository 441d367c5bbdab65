"""What an archive holds, written into the cache."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from diagnostics.data import tar_entries, zip_entries
from diagnostics.data.archive_entries import Bounds, Entry
from diagnostics.data.errors import DataError
from diagnostics.data.remote.cache import Download

_READERS = {
    ".zip": zip_entries.zip_entries,
    ".tar": tar_entries.tar_entries,
    ".tar.gz": tar_entries.tar_entries,
    ".tgz": tar_entries.tar_entries,
}
_RAISED = (*tar_entries.RAISED, *zip_entries.RAISED)
_STEP_BYTES = 2**26  # for which room is made at a time


def suffix(path: Path) -> str | None:
    """That of an archive, by which it is read; None for other files."""
    name = path.name.lower()
    return next((suffix for suffix in _READERS if name.endswith(suffix)), None)


def unpack(path: Path, download: Download, bounds: Bounds) -> None:
    """Raises DataError. What this process leaves where it is killed is deleted by whoever makes room next."""
    target = download.file("unpacked")
    target.mkdir()
    reader = _READERS[suffix(path) or ".zip"]
    try:
        _write(reader(path, bounds), target, path, _Room(download, bounds.bytes))
    except DataError:
        raise
    except _RAISED as error:
        raise DataError(f"{path.name!r} cannot be unpacked: {error}") from error


class _Room:
    """Room for what is unpacked, made in steps before it is written."""

    def __init__(self, download: Download, most_bytes: int) -> None:
        self._download = download
        self._most_bytes = most_bytes
        self._taken = self._made = 0

    def take(self, size_bytes: int) -> None:
        """Raises NotSetUp where the cache is full of what is in use."""
        self._taken += size_bytes
        if self._taken > self._made:
            self._made = self._taken + min(_STEP_BYTES, (self._most_bytes - self._taken) // 64)
            self._download.begin(None, self._made)


def _write(entries: Iterator[Entry], folder: Path, path: Path, room: _Room) -> None:
    for entry in entries:
        target = folder.joinpath(*entry.parts)
        try:
            if entry.blocks is None:
                target.mkdir(parents=True, exist_ok=True)
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:
                for block in entry.blocks:
                    room.take(len(block))
                    file.write(block)
        except (FileExistsError, NotADirectoryError) as error:
            raise DataError(f"{path.name!r} holds {'/'.join(entry.parts)!r} more than once") from error
