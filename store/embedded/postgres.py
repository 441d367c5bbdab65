"""PostgreSQL: its data folder, its settings, and whether it answers."""

import os
import shutil
import signal
import tempfile
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg

from store.embedded.account import Account
from store.embedded.errors import ServerFailed
from store.embedded.ports import LOOPBACK
from store.embedded.processes import is_alive

USER = DATABASE = "deadweight"
CREATE_SECONDS = 60.0

# Given on the command line, so that a new release's settings apply to an old data folder.
SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",  # a deep data folder would exceed the 107 bytes of a socket's path
    "max_connections": "100",
    "shared_buffers": "64MB",
    "max_wal_size": "256MB",
    "dynamic_shared_memory_type": "mmap",  # in the data folder: a container's /dev/shm may be tiny or absent
    "max_parallel_workers_per_gather": "0",  # small tables; and so shared memory is hardly ever allocated
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
}


@dataclass(frozen=True)
class Postgres:
    """One cluster in `folder`; `mark` becomes its cluster name and so part of every process title."""

    bin_folder: Path
    folder: Path
    port: int
    password: str
    mark: str
    account: Account

    name = "postgres"
    programs = frozenset({"postgres", "initdb"})
    stop_signal = signal.SIGINT  # fast shutdown: sessions are ended, everything committed is kept
    stdin = b""

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://{USER}:{self.password}@{LOOPBACK}:{self.port}/{DATABASE}"

    def argv(self) -> list[str]:
        settings = SETTINGS | {"port": str(self.port), "cluster_name": self.mark}
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return [str(self.bin_folder / "postgres"), "-D", str(self.folder), *words]

    def prepare(self) -> None:
        if self.folder.exists():
            self._drop_stale_pid_file()
        else:
            self._create()

    def obstacle(self) -> str | None:
        """Why the server cannot be used yet; None once it answers."""
        try:
            with psycopg.connect(
                host=LOOPBACK,
                port=self.port,
                user=USER,
                password=self.password,
                dbname=DATABASE,
                connect_timeout=5,
            ) as connection:
                connection.execute("SELECT 1")
        except psycopg.Error as error:
            return str(error).strip()
        return None

    def _create(self) -> None:
        """Build the cluster aside and rename it, so that an interrupted start leaves no half of one."""
        for abandoned in self.folder.parent.glob(f"{self.mark}-*"):
            shutil.rmtree(abandoned, ignore_errors=True)
        # The mark in the path marks initdb; a new name each time, for an orphaned child may still write in the last.
        scratch = Path(tempfile.mkdtemp(prefix=f"{self.mark}-", dir=self.folder.parent))
        try:
            self._initialise(scratch / "data", self._write_password(scratch / "password"))
            self.account.own(scratch)
            (scratch / "data").rename(self.folder)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)

    def _write_password(self, path: Path) -> Path:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(self.password)
        self.account.own(path)
        self.account.own(path.parent)
        return path

    def _initialise(self, data: Path, password_file: Path) -> None:
        # The builtin C.UTF-8 needs no locale of the operating system; checksums are on by default.
        locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        access = [f"--username={USER}", "--auth=scram-sha-256", f"--pwfile={password_file}"]
        self._run([str(self.bin_folder / "initdb"), "-D", str(data), *locale, *access], b"")
        single_user = [str(self.bin_folder / "postgres"), "--single", "-D", str(data), "postgres"]
        self._run(single_user, f"CREATE DATABASE {DATABASE}\n".encode())

    def _run(self, argv: list[str], stdin: bytes) -> None:
        done = self.account.run(argv, cwd=self.folder.parent, seconds=CREATE_SECONDS, stdin=stdin)
        if done.returncode != 0:
            raise ServerFailed(f"{argv[0]} ended with status {done.returncode}:\n{done.output[-2000:].strip()}")

    def _drop_stale_pid_file(self) -> None:
        """PostgreSQL refuses to start while any process has the pid of a killed one, even a stranger or a zombie.

        Raises:
            ServerFailed: that process is a live PostgreSQL on this folder, which is not ours to end.
        """
        path = self.folder / "postmaster.pid"
        try:
            process = psutil.Process(int(path.read_text().split()[0]))
            serves_here = process.name() == "postgres" and str(self.folder) in process.cmdline()
        except FileNotFoundError:
            return
        except (ValueError, IndexError, psutil.Error):
            path.unlink()
            return
        if serves_here and is_alive(process):
            raise ServerFailed(f"process {process.pid} already serves {self.folder}; stop it first")
        path.unlink()
