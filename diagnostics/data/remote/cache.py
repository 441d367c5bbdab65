"""A bounded folder of what was fetched, shared by all processes of a machine.

    lock                 held while room is made
    latest/KEY           which entry a location last came to
    downloads/KEY/       on its way here: lock, state, content/NAME; renamed to an entry once it is whole
    entries/ID/          never changed: lock, state, content/NAME; ID is made from the location and the fingerprint

Locks go with the process that holds them, so one that is killed leaves nothing to clear up but what may be resumed.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from diagnostics.data.remote.bounds import Deadline
from diagnostics.data.remote.errors import NotSetUp, Refused
from diagnostics.data.remote.holding import GONE, Hold, exclusively, waiting
from diagnostics.data.remote.notes import kept_bytes, read, replace, size_bytes_of, write

_POLL_SECONDS = 0.1


@dataclass(frozen=True)
class Entry:
    """Something whole, of one fingerprint."""

    folder: Path
    fingerprint: str

    @property
    def path(self) -> Path:
        """The file or folder that was fetched."""
        return next((self.folder / "content").iterdir())


class Download:
    """What one process, at a time, is fetching from a location; what an earlier one left is still there."""

    def __init__(self, cache: Cache, key: str, hold: Hold) -> None:
        self._cache = cache
        self.key = key
        self.hold = hold
        self.content = hold.folder / "content"
        self.content.mkdir(exist_ok=True)

    @property
    def fingerprint(self) -> str | None:
        """That of what is being fetched, where anything is."""
        found = read(self.hold.folder).get("fingerprint")
        return found if isinstance(found, str) else None

    def begin(self, fingerprint: str | None, size_bytes: int) -> None:
        """Make room for so many bytes, and note what comes. Raises NotSetUp."""
        self._cache.make_room(size_bytes, self.hold.folder)
        write(self.hold.folder, {"fingerprint": fingerprint, "bytes": size_bytes, "key": self.key})

    def file(self, name: str) -> Path:
        """Where the one file or folder is to be written, under this name; what is there under another is deleted."""
        if any(found.name != name for found in self.content.iterdir()):
            self.clear()
        return self.content / name

    def drop(self) -> None:
        """Forget it all: nothing needs to be fetched."""
        self.hold.remove()

    def clear(self) -> None:
        """Forget what an earlier process left."""
        shutil.rmtree(self.content)
        self.content.mkdir()


class Cache:
    """The folder, made when it is first needed. Methods raise NotSetUp, and OSError."""

    def __init__(self, folder: Path, most_bytes: int) -> None:
        self._folder = folder
        self._most_bytes = most_bytes

    @contextmanager
    def download(self, key: str, deadline: Deadline) -> Iterator[Download]:
        """This process's turn to fetch from a location; others wait until it is over."""
        folder = self._folder / "downloads" / key
        with waiting(folder, deadline, _POLL_SECONDS) as hold:
            try:
                yield Download(self, key, hold)
            except Refused:
                hold.remove()
                raise
            finally:
                hold.remove_unless(hold.folder / "state")  # which says what may be resumed

    def latest(self, key: str) -> Entry | None:
        """What the location came to when it was last looked at, if it is still here."""
        try:
            name = (self._folder / "latest" / key).read_text("ascii")
            state = read(self._folder / "entries" / name)
        except (FileNotFoundError, ValueError):
            return None
        return Entry(self._folder / "entries" / name, state["fingerprint"]) if "fingerprint" in state else None

    def keep(self, download: Download, fingerprint: str) -> Entry:
        """Make an entry of a download that is whole."""
        size_bytes = size_bytes_of(download.content)
        self.make_room(size_bytes, download.hold.folder)
        write(download.hold.folder, {"fingerprint": fingerprint, "bytes": size_bytes, "key": download.key})
        name = hashlib.sha256(f"{download.key} {fingerprint}".encode()).hexdigest()[:32]
        folder = self._folder / "entries" / name
        if not folder.exists():
            folder.parent.mkdir(parents=True, exist_ok=True)
            download.hold.move(folder)
        else:
            download.hold.remove()
        self._note_latest(download.key, name)
        return Entry(folder, fingerprint)

    def make_room(self, size_bytes: int, beside: Path) -> None:
        """Delete what was used longest ago and is in nobody's use, until so much more fits. Raises NotSetUp."""
        if size_bytes > self._most_bytes:
            raise NotSetUp(f"{size_bytes} bytes do not fit into the cache of {self._most_bytes} {_SETTING}")
        with waiting(self._folder, Deadline(60), _POLL_SECONDS):
            kept = {folder: kept_bytes(folder) for folder in self._folders() if folder != beside}
            too_many = sum(kept.values()) + size_bytes - self._most_bytes
            for folder in sorted(kept, key=_last_used):
                if too_many <= 0:
                    return
                if self._evicted(folder):
                    too_many -= kept[folder]
        if too_many > 0:
            raise NotSetUp(f"the cache of {self._most_bytes} bytes is full of what is in use {_SETTING}")

    def _folders(self) -> Iterator[Path]:
        for parent in (self._folder / "entries", self._folder / "downloads"):
            for folder in parent.iterdir() if parent.is_dir() else ():
                if folder.suffix == GONE:  # whose process was killed while it deleted it
                    shutil.rmtree(folder, ignore_errors=True)
                else:
                    yield folder

    def _evicted(self, folder: Path) -> bool:
        hold = exclusively(folder)
        if hold is None:
            return False
        with hold:
            hold.remove()
        return True

    def _note_latest(self, key: str, name: str) -> None:
        folder = self._folder / "latest"
        folder.mkdir(parents=True, exist_ok=True)
        replace(folder / key, name)


def _last_used(folder: Path) -> float:
    try:
        return (folder / "lock").stat().st_mtime
    except OSError:
        return 0.0


_SETTING = "(DEADWEIGHT_CACHE_BYTES)"
