"""Our processes, known by a mark in their environment.

No pid file is trusted: a pid outlives its process and returns as a stranger, and a supervisor killed between a start
and a note of it leaves no pid. The mark is inherited by the children of children, such as a killed worker's pool.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from store.embedded.processes import is_alive, wait_until

__all__ = ["VARIABLE", "Mark", "end", "is_alive", "marked", "send", "wait_until"]

VARIABLE = "DEADWEIGHT_STACK"
POLL_SECONDS = 0.05
_KILL_SECONDS = 10.0


@dataclass(frozen=True)
class Mark:
    """One run of the stack of one data folder."""

    folder: str
    run: str

    @classmethod
    def of(cls, data_dir: Path) -> Mark:
        """A new run in this folder."""
        digest = hashlib.sha256(str(data_dir.resolve()).encode()).hexdigest()
        return cls(digest[:16], secrets.token_hex(4))

    @property
    def any_run(self) -> str:
        """What the processes of every run in this folder carry."""
        return f"{self.folder}:"

    @property
    def this_run(self) -> str:
        """What the processes of this run carry."""
        return f"{self.folder}:{self.run}:"

    def part(self, name: str) -> str:
        """What the processes of one part of this run carry."""
        return f"{self.folder}:{self.run}:{name}"


def marked(mark: str) -> list[psutil.Process]:
    """The live processes of this user whose mark starts so, without the caller itself."""
    mine = os.geteuid()
    return [
        process
        for process in psutil.process_iter()
        if process.pid != os.getpid() and _owner(process) == mine and _mark_of(process).startswith(mark)
    ]


def end(mark: str, grace_seconds: float = 0) -> None:
    """Ask every process with this mark to end, and kill what is left after the grace."""
    if grace_seconds:
        asked = marked(mark)
        send(asked, signal.SIGTERM)
        wait_until(lambda: not any(map(is_alive, asked)), grace_seconds)
    deadline = time.monotonic() + _KILL_SECONDS
    while (left := marked(mark)) and time.monotonic() < deadline:  # a pool may be forking while it is killed
        send(left, signal.SIGKILL)
        time.sleep(POLL_SECONDS)


def send(processes: list[psutil.Process], number: signal.Signals) -> None:
    """Signal each that still lives."""
    for process in processes:
        with suppress(psutil.Error):
            process.send_signal(number)


def _owner(process: psutil.Process) -> int | None:
    try:
        return int(process.uids().effective)
    except psutil.Error:
        return None


def _mark_of(process: psutil.Process) -> str:
    try:
        return str(process.environ().get(VARIABLE, ""))
    except (psutil.Error, OSError):
        return ""
