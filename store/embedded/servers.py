"""The embedded PostgreSQL and Valkey of one data folder."""

import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from store.embedded.account import Account
from store.embedded.errors import EmbeddedError, FolderUnusable
from store.embedded.home import check_home, is_home_of, make_folder
from store.embedded.lock import sole_supervisor
from store.embedded.placement import Placement, first_placement, remembered
from store.embedded.postgres import Postgres
from store.embedded.server import STOP_SECONDS, Server
from store.embedded.valkey import Valkey


@dataclass(frozen=True)
class Endpoints:
    """Where the servers answer; both addresses hold the password."""

    database_url: str
    broker_url: str


class EmbeddedServers:
    """Starts, watches and stops the servers of `data_dir`, which is theirs alone while this runs.

    Everything lies in `data_dir/servers`, except for root where `nobody` cannot get there: see `store.embedded.home`.
    Servers orphaned by a killed supervisor are stopped and started again, not adopted: only a parent learns at once
    that its child died, and a new release's settings take hold.
    """

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir.resolve() / "servers"
        self._guard = threading.RLock()
        self._held = ExitStack()
        self._servers: dict[str, Server] = {}

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def postgres(self) -> Server:
        return self._server(Postgres.name)

    @property
    def valkey(self) -> Server:
        return self._server(Valkey.name)

    @property
    def endpoints(self) -> Endpoints:
        return Endpoints(database_url=self.postgres.url, broker_url=self.valkey.url)

    def start(self) -> Endpoints:
        """Start both servers and wait until they answer; once started, only return where.

        Raises:
            EmbeddedError: with both servers stopped and the folder free again.
        """
        with self._guard, _refusals_named(self._folder):
            if not self._servers:
                try:
                    self._start()
                except BaseException:
                    self.stop()
                    raise
            return self.endpoints

    def stop(self) -> None:
        """Stop both servers, the later started first, and free the folder; harmless when nothing runs."""
        with self._guard:
            self._servers = {}
            self._held.close()

    def restart_dead(self) -> list[str]:
        """Start again every server that died, on the same data and port, and return their names."""
        with self._guard, _refusals_named(self._folder):
            dead = [server for server in self._servers.values() if not server.is_alive]
            for server in dead:
                server.start()
            for server in self._servers.values():
                server.bound_log()
            return [server.name for server in dead]

    def remove(self) -> None:
        """Stop, then delete every database of this data folder, those kept outside it included."""
        with self._guard, _refusals_named(self._folder):
            self.stop()
            if not self._folder.exists():
                return
            with sole_supervisor(self._folder):
                if placement := remembered(self._folder, Account.for_servers()):
                    _end_orphans(placement)
                    if is_home_of(placement.home, self._folder):
                        shutil.rmtree(placement.home)
                shutil.rmtree(self._folder)

    def _start(self) -> None:
        account = Account.for_servers()
        make_folder(self._folder, account)
        self._held.enter_context(sole_supervisor(self._folder))
        placement = remembered(self._folder, account) or first_placement(self._folder, account)
        check_home(placement.home, self._folder, account)
        _end_orphans(placement)
        for server in placement.with_usable_ports().servers():
            self._servers[server.name] = server
            self._held.callback(server.stop)
            server.start()

    def _server(self, name: str) -> Server:
        if name not in self._servers:
            raise EmbeddedError(f"the servers of {self._folder} are not started")
        return self._servers[name]


def _end_orphans(placement: Placement) -> None:
    placement.family.end(signal.SIGINT, STOP_SECONDS)  # a clean end to either server


@contextmanager
def _refusals_named(folder: Path) -> Iterator[None]:
    """Turn what the operating system refuses (disk full, no permission) into this package's error."""
    try:
        yield
    except OSError as error:
        raise FolderUnusable(f"the embedded servers of {folder} cannot run: {error}") from error
