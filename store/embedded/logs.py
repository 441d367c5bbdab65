"""A server's log file, bounded in size."""

import os
from pathlib import Path
from typing import IO

MAX_BYTES = 8 * 2**20
TAIL_BYTES = 8192
TAIL_LINES = 15


def open_log(path: Path) -> IO[bytes]:
    """Open for appending, readable by the supervisor alone; the server inherits the open file."""
    bound_log(path)
    return _private(path, os.O_APPEND)


def bound_log(path: Path) -> None:
    """Keep the newest bytes beside a log that grew too long, and empty it in place.

    The server goes on appending to the same file, so it is emptied, not replaced.
    """
    if not path.exists() or path.stat().st_size <= MAX_BYTES:
        return
    with path.open("rb") as log:
        log.seek(-MAX_BYTES, os.SEEK_END)
        with _private(path.with_suffix(".log.old"), os.O_TRUNC) as old:
            old.write(log.read())
    os.truncate(path, 0)


def log_tail(path: Path) -> str:
    try:
        with path.open("rb") as log:
            log.seek(max(0, path.stat().st_size - TAIL_BYTES))
            lines = log.read().decode(errors="replace").splitlines()
    except FileNotFoundError:
        return f"{path} is empty"
    return "\n".join([f"the end of {path}:", *lines[-TAIL_LINES:]])


def _private(path: Path, flag: int) -> IO[bytes]:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | flag, 0o600), "wb", buffering=0)
