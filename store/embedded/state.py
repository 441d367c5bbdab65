"""What a data folder remembers between starts: its secret, its ports and where its data lies."""

import hashlib
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from store.embedded.errors import FolderUnusable


@dataclass(frozen=True)
class State:
    """`name` and `password` are drawn once; a port of 0 is not chosen yet."""

    name: str
    password: str
    home: str = ""  # empty: in the data folder itself
    postgres_port: int = 0
    valkey_port: int = 0

    @classmethod
    def fresh(cls) -> "State":
        return cls(name=secrets.token_hex(8), password=secrets.token_hex(24))

    def mark(self, folder: Path) -> str:
        """The text that tells our processes from others in the process table.

        The path is part of it, so that the servers of a copied data folder are never taken for the original's.
        """
        digest = hashlib.sha256(f"{self.name}\0{self.password}\0{folder}".encode()).hexdigest()
        return f"deadweight-{digest[:16]}"


def load_state(folder: Path) -> State | None:
    path = _path(folder)
    try:
        return State(**json.loads(path.read_bytes()))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError) as error:
        raise FolderUnusable(f"{path} is damaged ({error}); restore it, or delete {folder} to start afresh") from error


def save_state(folder: Path, state: State) -> None:
    """Write whole or not at all: the password opens the data, so half a file would lose it."""
    path = _path(folder)
    scratch = path.with_suffix(".new")
    descriptor = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(asdict(state), file)
        file.flush()
        os.fsync(file.fileno())
    scratch.replace(path)


def _path(folder: Path) -> Path:
    return folder / "state.json"
