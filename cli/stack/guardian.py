"""Outlives a supervisor that was killed, and ends the processes that it left: `python -m cli.stack.guardian …`."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from cli.stack import marks
from cli.stack.parts import environment_of
from store.embedded.logs import open_log

_GRACE_SECONDS = 5.0


class Guardian:
    """A process that holds one end of a pipe; the kernel closes the other when the supervisor dies, however it dies."""

    def __init__(self, data_dir: Path, mark: marks.Mark, *, temporary: bool) -> None:
        arguments = [str(data_dir), mark.this_run, "temporary" if temporary else "lasting"]
        self._argv = [sys.executable, "-m", __name__, *arguments]
        self._environment = environment_of(mark.part("guardian"))
        self._folder = data_dir

    def __enter__(self) -> Self:
        with open_log(self._folder / "logs" / "guardian.log") as log:
            self._process = subprocess.Popen(
                self._argv,
                env=self._environment,
                cwd=self._folder,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()


def guard(data_dir: Path, mark: str, lifetime: str) -> None:
    """Wait for the supervisor's end; then end its processes and, where the folder is temporary, all that it made."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    sys.stdin.buffer.read()
    marks.end(mark, _GRACE_SECONDS)
    if lifetime == "temporary":
        remove(data_dir)


def remove(data_dir: Path) -> None:
    """Delete a stack's folder and its databases, wherever they lie."""
    from store.embedded import EmbeddedServers

    EmbeddedServers(data_dir).remove()
    shutil.rmtree(data_dir, ignore_errors=True)


if __name__ == "__main__":
    guard(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
