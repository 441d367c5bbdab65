"""The whole of Deadweight on this machine, as a context manager."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from cli.errors import UserError
from cli.stack import marks, parts, ready
from cli.stack.child import Child
from cli.stack.guardian import Guardian, remove
from cli.stack.watcher import Watcher
from store.embedded import EmbeddedError, EmbeddedServers
from store.embedded.lock import sole_supervisor
from store.embedded.ports import is_free, usable_port


class Stack:
    """PostgreSQL, Valkey, API, worker and sweeper of one data folder; entered once the API is ready.

    Raises UserError where the folder is in use, the port is taken, or a part does not start.
    """

    def __init__(
        self,
        data_dir: Path,
        *,
        port: int = 0,
        workers: int = 1,
        roots: Sequence[Path] = (),
        temporary: bool = False,
        say: Callable[[str], None] = lambda _: None,
        hurry: threading.Event | None = None,
    ) -> None:
        self.data_dir = data_dir.resolve()
        self._port = port
        self._workers = workers
        self._roots = [parts.listable(root) for root in roots]
        self._temporary = temporary
        self._say = say
        self._hurry = hurry or threading.Event()
        self._mark = marks.Mark.of(self.data_dir)
        self._held = ExitStack()
        self.servers = EmbeddedServers(self.data_dir)
        self._children: dict[str, Child] = {}

    @property
    def url(self) -> str:
        """Where the API answers."""
        return f"http://{parts.HOST}:{self._port}"

    def __enter__(self) -> Self:
        try:
            self._start()
        except (EmbeddedError, OSError) as error:
            self._held.close()
            raise UserError(str(error)) from error
        except BaseException:
            self._held.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._held.close()
        except EmbeddedError as failure:
            raise UserError(f"not everything stopped as it should: {failure}") from failure

    @property
    def database_url(self) -> str:
        """Where its PostgreSQL answers, password included. Raises EmbeddedError unless entered."""
        return self.servers.endpoints.database_url

    def wait_for_worker(self) -> None:
        """Until a pool process has imported TensorFlow. Raises UserError where the worker does not start."""
        ready.wait_for_text(self._children[parts.WORKER], ready.WORKER_TEXT)

    def pids(self) -> dict[str, list[int]]:
        """The live processes of each part that is not a server."""
        return {name: [process.pid for process in marks.marked(self._mark.part(name))] for name in self._children}

    def _start(self) -> None:
        """In order, and to be undone in the reverse: folder, servers, worker, sweeper, API, watcher."""
        _make_folder(self.data_dir)
        if self._temporary:
            self._held.callback(remove, self.data_dir)
        self._held.enter_context(sole_supervisor(self.data_dir))
        marks.end(self._mark.any_run)  # what a killed supervisor left
        self._settle_port()
        self._held.callback(marks.end, self._mark.this_run)  # whatever an interrupted start did not note
        self._held.enter_context(Guardian(self.data_dir, self._mark, temporary=self._temporary))
        self._held.enter_context(self.servers)
        settings = parts.settings_of(self.servers.endpoints, self._roots, self.data_dir)
        for part in parts.workers(self._workers, self._mark):  # first, for TensorFlow takes long to import
            self._launch(part, settings)
        _migrate(self.servers.endpoints.database_url)
        self._launch(parts.sweeper(), settings)
        self._launch(parts.api(self._port), settings)
        ready.wait_for_api(self._children[parts.API], self.url)
        self._held.enter_context(Watcher(self.servers, list(self._children.values()), self._say))

    def _launch(self, part: parts.Part, settings: dict[str, str]) -> None:
        child = Child(part, self.data_dir, self._mark, settings)
        self._children[part.name] = child
        self._held.callback(child.stop, self._hurry)
        child.start()

    def _settle_port(self) -> None:
        if self._port == 0:
            self._port = usable_port(0)
        elif not is_free(self._port):
            raise UserError(f"port {self._port} is taken; choose another with --port, or let --port 0 find a free one")


def _make_folder(data_dir: Path) -> None:
    if not data_dir.exists():
        data_dir.mkdir(parents=True)
        (data_dir / ".gitignore").write_text("*\n")  # only where all of the folder is ours
    (data_dir / "logs").mkdir(exist_ok=True)


def _migrate(database_url: str) -> None:
    from store.migrate import upgrade

    upgrade(database_url)
