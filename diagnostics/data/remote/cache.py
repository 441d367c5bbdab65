"""A bounded folder of what was fetched or unpacked, shared by all processes of a machine.

    lock                 held while room is made
    latest/KEY           which entry a location last came to
    downloads/KEY/       on its way here: lock, state, content/NAME; renamed to an entry once it is whole
    entries/ID/          never changed: lock, state, content/NAME; ID is made from the location and the fingerprint

Locks go with the process that holds them, so one that is killed leaves nothing to clear up but a download: that is gone
on with, or where it cannot be, deleted by whoever makes room next.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from diagnostics.data.remote.bounds import Deadline
from diagnostics.data.remote.errors import Refused
from diagnostics.data.remote.holding import Hold, together, waiting
from diagnostics.data.remote.notes import read, replace, size_bytes_of, write
from diagnostics.data.remote.room import evicted, make_room

_POLL_SECONDS = 0.1


@dataclass(frozen=True)
class Entry:
    """Something whole, of one fingerprint."""

    folder: Path
    fingerprint: str

    @property
    def path(self) -> Path:
        """The file or folder that was fetched. Raises FileNotFoundError where someone has deleted it."""
        found = next((self.folder / "content").iterdir(), None)
        if found is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(self.folder / "content"))
        return found


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

    def begin(self, fingerprint: str | None, size_bytes: int, disk_share: float | None = None) -> None:
        """Make room for so many bytes, and note what comes; without a fingerprint it is never gone on with.

        Raises NotSetUp.
        """
        self._cache.make_room(size_bytes, self.hold.folder, disk_share)
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
        self.folder = folder
        self.most_bytes = most_bytes

    def held(self, key: str, deadline: Deadline, bring: Callable[[Download], Entry]) -> tuple[Entry, Hold]:
        """What is brought in this process's turn; as long as the hold on it is kept, nobody evicts it."""
        while True:
            with self.download(key, deadline) as download:
                entry = bring(download)
            hold = together(entry.folder)
            if hold is not None:  # else it was evicted within the moment
                return entry, hold
            deadline.pause(_POLL_SECONDS)

    def made(self, fingerprint: str, deadline: Deadline, make: Callable[[Download], None]) -> tuple[Entry, Hold]:
        """What `make` writes from nothing, which is known by its fingerprint alone: made once, all or nothing."""

        def bring(download: Download) -> Entry:
            known = self.latest(fingerprint)
            if known is not None:
                download.drop()
                return known
            download.clear()
            try:
                make(download)
                return self.keep(download, fingerprint)
            except BaseException:
                download.drop()
                raise

        return self.held(fingerprint, deadline, bring)

    @contextmanager
    def download(self, key: str, deadline: Deadline) -> Iterator[Download]:
        """This process's turn to fetch from a location; others wait until it is over."""
        folder = self.folder / "downloads" / key
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
            folder = self.folder / "entries" / (self.folder / "latest" / key).read_text("ascii")
        except (FileNotFoundError, ValueError):
            return None
        found = read(folder).get("fingerprint")
        return Entry(folder, found) if found is not None and _is_whole(folder) else None

    def keep(self, download: Download, fingerprint: str) -> Entry:
        """Make an entry of a download that is whole."""
        size_bytes = size_bytes_of(download.content)
        self.make_room(size_bytes, download.hold.folder)
        write(download.hold.folder, {"fingerprint": fingerprint, "bytes": size_bytes, "key": download.key})
        name = hashlib.sha256(f"{download.key} {fingerprint}".encode()).hexdigest()[:32]
        folder = self.folder / "entries" / name
        if _is_whole(folder):
            download.hold.remove()
        else:
            shutil.rmtree(folder, ignore_errors=True)  # what somebody has left of it
            folder.parent.mkdir(parents=True, exist_ok=True)
            download.hold.move(folder)
        self._note_latest(download.key, name)
        return Entry(folder, fingerprint)

    def drop(self, entry: Entry) -> None:
        """Delete an entry that is of no use, unless someone uses it."""
        evicted(self.folder, entry.folder)

    def make_room(self, size_bytes: int, beside: Path, disk_share: float | None = None) -> None:
        """Room for so much more than what there is, but for what is in this folder. Raises NotSetUp."""
        with waiting(self.folder, Deadline(60), _POLL_SECONDS):
            make_room(self.folder, self.most_bytes, size_bytes, beside, disk_share)

    def _note_latest(self, key: str, name: str) -> None:
        folder = self.folder / "latest"
        folder.mkdir(parents=True, exist_ok=True)
        replace(folder / key, name)


def _is_whole(folder: Path) -> bool:
    """Whether all of an entry is there, as long as nobody but these processes deletes anything."""
    content = folder / "content"
    noted = "fingerprint" in read(folder) and (folder / "lock").exists()
    return noted and content.is_dir() and any(content.iterdir())
