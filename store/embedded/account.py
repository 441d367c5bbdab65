"""The system account that the servers run as."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from store.embedded.errors import ServerFailed

# Nothing else is inherited: PGPORT, PGOPTIONS or a locale of the caller would change the servers.
ENVIRONMENT = {"LC_ALL": "C", "PATH": os.defpath}


@dataclass(frozen=True)
class Account:
    """Who runs the servers: the caller, or `nobody` when the caller is root."""

    uid: int
    gid: int
    switched: bool

    @classmethod
    def for_servers(cls) -> "Account":
        """PostgreSQL refuses to run as root, so root hands the servers to `nobody`."""
        if os.geteuid() != 0:
            return cls(os.geteuid(), os.getegid(), switched=False)
        try:
            nobody = pwd.getpwnam("nobody")
        except KeyError as error:
            raise ServerFailed("PostgreSQL refuses to run as root and there is no account `nobody`") from error
        return cls(nobody.pw_uid, nobody.pw_gid, switched=True)

    def own(self, path: Path) -> None:
        if self.switched:
            os.chown(path, self.uid, self.gid)

    def reaches(self, folder: Path) -> bool:
        """Ask the kernel as the account itself: mode bits alone say nothing of ACLs, mounts and user namespaces."""
        question = 'test -r "$0" && test -w "$0" && test -x "$0"'
        return not self.switched or self.succeeds(["/bin/sh", "-c", question, str(folder)])

    def succeeds(self, argv: Sequence[str]) -> bool:
        try:
            return self.run(argv, cwd=Path("/"), seconds=30).returncode == 0
        except ServerFailed:
            return False

    def run(self, argv: Sequence[str], *, cwd: Path, seconds: float, stdin: bytes = b"") -> "Finished":
        try:
            done = subprocess.run(
                argv,
                input=stdin,
                check=False,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=seconds,
                **self._popen_arguments(cwd),
            )
        except subprocess.TimeoutExpired as error:
            raise ServerFailed(f"{argv[0]} did not finish within {seconds:g} s") from error
        except (OSError, subprocess.SubprocessError) as error:
            raise self._refused(argv, error) from error
        return Finished(done.returncode, done.stdout.decode(errors="replace"))

    def spawn(self, argv: Sequence[str], *, cwd: Path, stdin: bytes, log: IO[bytes]) -> subprocess.Popen[bytes]:
        arguments = self._popen_arguments(cwd)
        try:
            process = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=log, stderr=log, **arguments)
        except (OSError, subprocess.SubprocessError) as error:
            raise self._refused(argv, error) from error
        if process.stdin is not None:
            # A server that died before it read is reported by whoever waits for its answer.
            with suppress(BrokenPipeError), process.stdin as pipe:
                pipe.write(stdin)
        return process

    def _popen_arguments(self, cwd: Path) -> dict[str, Any]:
        # A session of its own keeps the terminal's Ctrl-C away: the supervisor ends the servers in order.
        arguments: dict[str, Any] = {"cwd": cwd, "env": ENVIRONMENT, "start_new_session": True, "umask": 0o077}
        if self.switched:
            arguments |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return arguments

    def _refused(self, argv: Sequence[str], error: Exception) -> ServerFailed:
        return ServerFailed(f"{argv[0]} could not be started as user {self.uid}: {error}")


@dataclass(frozen=True)
class Finished:
    """How a short command ended; `output` holds stdout and stderr."""

    returncode: int
    output: str
