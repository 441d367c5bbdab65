"""Valkey: its settings, and whether it answers."""

import signal
from dataclasses import dataclass
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from store.embedded.account import Account
from store.embedded.ports import LOOPBACK


@dataclass(frozen=True)
class Valkey:
    """One append-only store in `folder`; `mark` becomes part of the process title."""

    binary: Path
    folder: Path
    port: int
    password: str
    mark: str
    account: Account

    name = "valkey"
    programs = frozenset({"valkey-server"})
    stop_signal = signal.SIGTERM

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@{LOOPBACK}:{self.port}/0"

    @property
    def stdin(self) -> bytes:
        """The settings, which hold the password, reach the server by a pipe: no file, no command line.

        With `everysec`, a write can wait in the server's memory for up to two seconds while a flush is under way, and
        is lost with the process; `always` loses nothing that was acknowledged.
        """
        settings = [
            f"bind {LOOPBACK}",
            f"port {self.port}",
            f"requirepass {self.password}",
            "appendonly yes",
            "appendfsync always",
            'save ""',
        ]
        return "\n".join(settings).encode()

    def argv(self) -> list[str]:
        return [str(self.binary), "-", "--proc-title-template", f"valkey-server {self.mark} {{listen-addr}}"]

    def prepare(self) -> None:
        """Its working folder is where Valkey keeps its files."""
        if not self.folder.exists():
            self.folder.mkdir(mode=0o700)
            self.account.own(self.folder)

    def obstacle(self) -> str | None:
        """Why the server cannot be used yet, such as `LOADING`; None once it answers."""
        client = redis.Redis(
            host=LOOPBACK, port=self.port, password=self.password, socket_timeout=5, retry=Retry(NoBackoff(), 0)
        )
        try:
            client.ping()
        except (redis.RedisError, OSError) as error:
            return str(error)
        finally:
            client.close()
        return None
