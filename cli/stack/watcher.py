"""Starts again what dies."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self

from cli.stack.child import Child
from store.embedded import EmbeddedError, EmbeddedServers

LOOK_SECONDS = 0.25
_LONGEST_WAIT_SECONDS = 30.0
_SETTLED_SECONDS = 60.0  # what ran this long and then died is started again at once


class Watcher:
    """A thread that looks after the servers and the children while entered."""

    def __init__(self, servers: EmbeddedServers, children: Sequence[Child], say: Callable[[str], None]) -> None:
        self._servers = servers
        self._children = children
        self._say = say
        self._waits: dict[str, float] = {}
        self._due: dict[str, float] = {}
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watcher", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stopped.wait(LOOK_SECONDS):
            if self._is_due("servers"):
                self._look_after_servers()
            for child in self._children:
                if not self._stopped.is_set():
                    self._look_after(child)

    def _look_after_servers(self) -> None:
        try:
            for name in self._servers.restart_dead():
                self._say(f"{name} ended and was started again")
        except EmbeddedError as error:
            self._say(f"a server ended and could not be started again: {error}")
            self._put_off("servers")
        else:
            self._waits.pop("servers", None)

    def _look_after(self, child: Child) -> None:
        status = child.status
        if status is None or not self._is_due(child.name):
            child.bound_log()
            return
        if child.name not in self._due:
            if time.monotonic() - child.started_at > _SETTLED_SECONDS:
                self._waits.pop(child.name, None)
            self._say(f"the {child.name} ended ({_cause(status)}); starting it again, its log is {child.log}")
            if self._put_off(child.name) > 0:
                return
        del self._due[child.name]
        try:
            child.start()
        except OSError as error:
            self._say(f"the {child.name} could not be started: {error}")
            self._put_off(child.name)

    def _is_due(self, name: str) -> bool:
        return time.monotonic() >= self._due.get(name, 0)

    def _put_off(self, name: str) -> float:
        """The wait before the next start: none at first, then doubling from a second."""
        wait = self._waits.get(name, 0.0)
        self._waits[name] = min(_LONGEST_WAIT_SECONDS, max(1.0, wait * 2))
        self._due[name] = time.monotonic() + wait
        return wait


def _cause(status: int) -> str:
    return f"signal {-status}" if status < 0 else f"status {status}"
