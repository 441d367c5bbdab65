"""One part as a running child process."""

from __future__ import annotations

import signal
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path

import psutil

from cli.stack import marks
from cli.stack.parts import Part, environment_of
from store.embedded.logs import bound_log, log_tail, open_log

_LOST_SECONDS = 3.0


class Child:
    """Starts, watches and stops a part; whatever a killed predecessor left is ended first."""

    def __init__(self, part: Part, data_dir: Path, mark: marks.Mark, settings: dict[str, str]) -> None:
        self.name = part.name
        self.log = data_dir / "logs" / part.log_name
        self._part = part
        self._mark = mark.part(part.name)
        self._folder = data_dir  # not the caller's: a folder `api` or `worker` there would hide ours
        self._environment = environment_of(self._mark, settings | part.settings)
        self._process: subprocess.Popen[bytes] | None = None
        self._log_start = 0
        self.started_at = 0.0

    @property
    def status(self) -> int | None:
        """The exit status, negative for a signal; None while it runs."""
        return self._process.poll() if self._process is not None else None

    def start(self) -> None:
        """Start it, with its output at the end of its log."""
        marks.end(self._mark)
        self.started_at = time.monotonic()
        with open_log(self.log) as log:
            self._log_start = self.log.stat().st_size
            self._process = subprocess.Popen(
                self._part.argv,
                env=self._environment,
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # the terminal's Ctrl-C is the supervisor's alone
            )

    def stop(self, hurry: threading.Event) -> None:
        """Ask it to end and wait, as long as nobody is in a hurry; afterwards nothing of it is left."""
        process = self._process
        if process is not None and process.poll() is None:
            process.terminate()
            if not self._ended(process, self._part.stop_seconds, hurry):
                self._let_go(process)
        marks.end(self._mark)
        if process is not None:
            process.wait()

    def has_said(self, text: str) -> bool:
        """Whether its output since the last start holds this text."""
        with self.log.open("rb") as log:
            log.seek(self._log_start)
            return text.encode() in log.read()

    def tail(self) -> str:
        """The end of its log, for an error message."""
        return log_tail(self.log)

    def bound_log(self) -> None:
        """Keep its log from growing for ever."""
        bound_log(self.log)

    def _let_go(self, process: subprocess.Popen[bytes]) -> None:
        """Kill what it works with first: a worker that sees a busy child die gives up its trial's lease."""
        try:
            children = psutil.Process(process.pid).children(recursive=True)
        except psutil.Error:
            return
        marks.send(children, signal.SIGKILL)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_LOST_SECONDS)

    @staticmethod
    def _ended(process: subprocess.Popen[bytes], seconds: float, hurry: threading.Event) -> bool:
        deadline = time.monotonic() + seconds
        while process.poll() is None and time.monotonic() < deadline and not hurry.wait(marks.POLL_SECONDS):
            pass
        return process.poll() is not None
