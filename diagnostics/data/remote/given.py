"""What fetching is given by whoever fetches: settings, and where uploads are."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol


class Uploads(Protocol):
    """What was uploaded, by its id and name."""

    def local_path(self, upload_id: str, name: str) -> Path | None:
        """Where it lies on this machine, if it does."""

    def size_bytes(self, upload_id: str, name: str) -> int | None:
        """None where there is no such upload."""

    def fetch(self, upload_id: str, name: str, file: Path) -> bool:
        """Copy it to a file; False where there is no such upload."""


class FetchSettings(Protocol):
    """What an operator may set about all this; `Settings` has it."""

    @property
    def cache(self) -> Path: ...
    @property
    def cache_bytes(self) -> int: ...
    @property
    def remote(self) -> tuple[str, ...]: ...
    @property
    def allow_hosts(self) -> tuple[str, ...]: ...
    @property
    def max_fetch_bytes(self) -> int: ...
    @property
    def fetch_seconds(self) -> float: ...
