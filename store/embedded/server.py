"""One server as a child process: start until it answers, stop, and know whether it lives."""

import signal
import subprocess
import time
from pathlib import Path
from typing import Protocol

from store.embedded.account import Account
from store.embedded.errors import ServerFailed
from store.embedded.logs import bound_log, log_tail, open_log
from store.embedded.processes import POLL_SECONDS, Family

START_SECONDS = 60.0
STOP_SECONDS = 15.0


class Service(Protocol):
    """What differs between the servers."""

    @property
    def name(self) -> str: ...
    @property
    def programs(self) -> frozenset[str]: ...
    @property
    def stop_signal(self) -> signal.Signals: ...
    @property
    def folder(self) -> Path: ...
    @property
    def port(self) -> int: ...
    @property
    def url(self) -> str: ...
    @property
    def mark(self) -> str: ...
    @property
    def account(self) -> Account: ...
    @property
    def stdin(self) -> bytes: ...
    def argv(self) -> list[str]: ...
    def prepare(self) -> None: ...
    def obstacle(self) -> str | None: ...


class Server:
    """A server process that is started, watched and stopped by us, its parent."""

    def __init__(self, service: Service, log: Path) -> None:
        self._service = service
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None
        self._family = Family(service.mark, service.account.uid, service.programs)

    @property
    def name(self) -> str:
        return self._service.name

    @property
    def url(self) -> str:
        return self._service.url

    @property
    def port(self) -> int:
        return self._service.port

    @property
    def pid(self) -> int:
        if self._process is None:
            raise ServerFailed(f"{self.name} was not started")
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start on the same data and port, after ending whatever a killed predecessor left behind.

        Raises:
            ServerFailed: it ended, or did not answer within `START_SECONDS`.
        """
        self.end_leftovers()
        self._service.prepare()
        with open_log(self._log) as log:
            folder = self._service.folder
            argv, stdin = self._service.argv(), self._service.stdin
            self._process = self._service.account.spawn(argv, cwd=folder, stdin=stdin, log=log)
        try:
            self._wait_for_answer(self._process)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Ask it to end, wait, then kill; nothing of it is left afterwards."""
        if self._process is not None and self.is_alive:
            self._process.send_signal(self._service.stop_signal)
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self.end_leftovers()

    def end_leftovers(self) -> None:
        self._family.end(self._service.stop_signal, STOP_SECONDS)

    def bound_log(self) -> None:
        bound_log(self._log)

    def _wait_for_answer(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + START_SECONDS
        while (obstacle := self._service.obstacle()) is not None:
            if (status := process.poll()) is not None:
                raise ServerFailed(f"{self.name} ended at once with status {status}\n{log_tail(self._log)}")
            if time.monotonic() > deadline:
                raise ServerFailed(
                    f"{self.name} did not answer within {START_SECONDS:g} s: {obstacle}\n{log_tail(self._log)}"
                )
            time.sleep(POLL_SECONDS)
