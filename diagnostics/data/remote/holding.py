"""Locks on folders that end with the process that holds them, however it ends."""

from __future__ import annotations

import fcntl
import os
import shutil
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import uuid4

from diagnostics.data.remote.bounds import Deadline

GONE = ".gone"  # what folders end in that are being deleted


class Hold:
    """A lock held on a folder until it is let go of, or nobody keeps it any more."""

    def __init__(self, folder: Path, descriptor: int) -> None:
        self.folder = folder
        self._close = weakref.finalize(self, os.close, descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def release(self) -> None:
        """Let go; once is enough, and more does no harm."""
        self._close()

    def move(self, folder: Path) -> None:
        """Rename the folder, still held."""
        self.folder = self.folder.rename(folder)

    def remove(self) -> None:
        """Delete the folder at once for all who look, and what is in it after that."""
        doomed = self.folder.rename(self.folder.with_name(f"{uuid4().hex}{GONE}"))
        shutil.rmtree(doomed, ignore_errors=True)

    def remove_unless(self, file: Path) -> None:
        """Delete the folder where this file is not in it."""
        if self.folder.exists() and not file.exists():
            self.remove()


def exclusively(folder: Path) -> Hold | None:
    """The folder held by this process alone; None where any process holds it, or there is none."""
    return _held(folder, fcntl.LOCK_EX)


def together(folder: Path) -> Hold | None:
    """The folder held so that nobody changes it, marked as just used; None where someone does, or there is none."""
    hold = _held(folder, fcntl.LOCK_SH)
    if hold is not None:
        with suppress(OSError):
            os.utime(folder / "lock")
    return hold


@contextmanager
def waiting(folder: Path, deadline: Deadline, poll_seconds: float) -> Iterator[Hold]:
    """The folder, made where there is none, held by this process alone; whoever holds it is waited for."""
    while True:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with suppress(FileNotFoundError):  # where it was deleted just now
            (folder / "lock").touch(0o600)
        hold = exclusively(folder)
        if hold is not None:
            break
        deadline.pause(poll_seconds)
    with hold:
        yield hold


def _held(folder: Path, kind: int) -> Hold | None:
    try:
        descriptor = os.open(folder / "lock", os.O_RDWR)
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        is_same = os.fstat(descriptor).st_ino == (folder / "lock").stat().st_ino
    except (BlockingIOError, FileNotFoundError):
        is_same = False
    except BaseException:  # as on file systems that know no locks
        os.close(descriptor)
        raise
    if is_same:
        return Hold(folder, descriptor)
    os.close(descriptor)
    return None
