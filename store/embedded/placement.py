"""One data folder's servers as they will run: where their data lies, under which account, on which ports."""

import dataclasses
from dataclasses import dataclass
from pathlib import Path

from store.embedded.account import Account
from store.embedded.binaries import runnable_binaries
from store.embedded.errors import FolderUnusable
from store.embedded.home import choose_home
from store.embedded.ports import usable_port
from store.embedded.postgres import Postgres
from store.embedded.processes import Family
from store.embedded.server import Server
from store.embedded.state import State, load_state, save_state
from store.embedded.valkey import Valkey


@dataclass(frozen=True)
class Placement:
    """What `state` remembers of `folder`, and the account that serves it."""

    folder: Path
    state: State
    account: Account

    @property
    def home(self) -> Path:
        """Where the databases lie: the folder itself, or the place outside it."""
        return Path(self.state.home or self.folder)

    @property
    def mark(self) -> str:
        return self.state.mark(self.folder)

    @property
    def family(self) -> Family:
        """Every process of both servers."""
        return Family(self.mark, self.account.uid, Postgres.programs | Valkey.programs)

    def with_usable_ports(self) -> "Placement":
        """Keep the remembered ports where they are still free, else choose and remember others."""
        postgres = usable_port(self.state.postgres_port, taken=self.state.valkey_port)
        valkey = usable_port(self.state.valkey_port, taken=postgres)
        state = dataclasses.replace(self.state, postgres_port=postgres, valkey_port=valkey)
        if state != self.state:
            save_state(self.folder, state)
        return dataclasses.replace(self, state=state)

    def servers(self) -> list[Server]:
        """Both servers, in the order to start them."""
        binaries = runnable_binaries(self.home, self.account)
        access = {"password": self.state.password, "mark": self.mark}
        postgres = Postgres(
            bin_folder=binaries.postgres.parent,
            folder=self.home / "postgres",
            port=self.state.postgres_port,
            account=self.account,
            **access,
        )
        valkey = Valkey(
            binary=binaries.valkey,
            folder=self.home / "valkey",
            port=self.state.valkey_port,
            account=self.account,
            **access,
        )
        return [Server(service, self.folder / f"{service.name}.log") for service in (postgres, valkey)]


def remembered(folder: Path, account: Account) -> Placement | None:
    """Raises FolderUnusable when what the folder remembers cannot be read."""
    state = load_state(folder)
    return Placement(folder, state, account) if state else None


def first_placement(folder: Path, account: Account) -> Placement:
    """Remembered before anything else is made: without the password the databases cannot be opened."""
    if (folder / "postgres").exists():
        raise FolderUnusable(f"{folder} holds databases but no state.json; restore it, or delete the folder")
    state = State.fresh()
    home = choose_home(folder, state.name, account)
    state = dataclasses.replace(state, home="" if home == folder else str(home))
    save_state(folder, state)
    return Placement(folder, state, account)
