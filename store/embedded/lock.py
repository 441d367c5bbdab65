"""One supervisor a data folder."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store.embedded.errors import AlreadyServed


@contextmanager
def sole_supervisor(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; the kernel frees it when the supervisor dies, however it dies.

    Raises:
        AlreadyServed: another supervisor holds it.
    """
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(descriptor, 32).decode().strip() or "unknown"
            raise AlreadyServed(f"{folder} is already served by process {holder}; stop it first") from None
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode())
        yield
        # Closing is not enough where a forked child still holds the same open file.
        fcntl.flock(descriptor, fcntl.LOCK_UN)
    finally:
        os.close(descriptor)
