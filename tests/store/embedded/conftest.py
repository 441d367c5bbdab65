"""Real servers in throwaway folders, and a client that looks at them from outside."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg
import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from store.embedded import EmbeddedServers, Endpoints


@dataclass(frozen=True)
class Client:
    endpoints: Endpoints

    def query(self, statement: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.endpoints.database_url.replace("+psycopg", "")) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def broker(self, *command: str) -> object:
        with redis.Redis.from_url(self.endpoints.broker_url, retry=Retry(NoBackoff(), 0)) as client:
            return client.execute_command(*command)

    def write_to_both(self) -> None:
        self.query("DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 42 AS answer")
        self.broker("DEL", "queue")
        self.broker("LPUSH", "queue", "task")

    def finds_both(self) -> bool:
        return self.query("SELECT answer FROM kept") == [(42,)] and self.broker("LRANGE", "queue", "0", "-1") == [
            b"task"
        ]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any account can pass, unlike pytest's own; its name needs quoting wherever quoting is needed."""
    folder = Path(tempfile.mkdtemp(prefix="deadweight tést's "))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def data_dir(open_folder: Path) -> Iterator[Path]:
    yield open_folder / "data"
    EmbeddedServers(open_folder / "data").remove()


@pytest.fixture(scope="session")
def shared_servers() -> Iterator[EmbeddedServers]:
    """Building a cluster is the slow part of a start, so most tests share one."""
    with tempfile.TemporaryDirectory(prefix="deadweight tést's ") as folder:
        Path(folder).chmod(0o755)
        servers = EmbeddedServers(Path(folder) / "shared")
        yield servers
        servers.remove()


@pytest.fixture
def servers(shared_servers: EmbeddedServers) -> EmbeddedServers:
    """Running servers, whatever an earlier test did to them."""
    shared_servers.start()
    shared_servers.restart_dead()
    return shared_servers


@pytest.fixture
def folder(servers: EmbeddedServers) -> Path:
    """Where the running servers keep everything: the argument of PostgreSQL's -D, less the last part."""
    return Path(psutil.Process(servers.postgres.pid).cmdline()[2]).parent


@pytest.fixture
def client() -> type[Client]:
    return Client


@pytest.fixture
def running() -> Callable[[Iterable[int]], list[int]]:
    """Which of the pids are live processes; a zombie is not."""

    def is_running(pid: int) -> bool:
        try:
            return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False

    return lambda pids: [pid for pid in pids if is_running(pid)]


@pytest.fixture
def family() -> Callable[[EmbeddedServers], list[int]]:
    """The pids of both servers and of their children."""

    def pids(servers: EmbeddedServers) -> list[int]:
        leaders = [psutil.Process(servers.postgres.pid), psutil.Process(servers.valkey.pid)]
        return [process.pid for leader in leaders for process in (leader, *leader.children(recursive=True))]

    return pids


@pytest.fixture
def python() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Run a script in a process of its own, which imports what this one can."""
    started: list[subprocess.Popen[str]] = []

    def run(script: str, *arguments: str) -> subprocess.Popen[str]:
        environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path.cwd()), *sys.path])}
        command = [sys.executable, "-c", script, *arguments]
        pipe = subprocess.PIPE
        started.append(subprocess.Popen(command, env=environment, stdout=pipe, stderr=pipe, text=True))
        return started[-1]

    yield run
    for process in started:
        process.kill()
        process.communicate()
