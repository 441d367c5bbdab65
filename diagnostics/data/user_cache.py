"""The folder for what can be made again, where nobody says otherwise."""

from __future__ import annotations

import os
from pathlib import Path

from diagnostics.data.errors import DataError
from diagnostics.data.remote.cache import Cache
from diagnostics.data.remote.errors import NotSetUp

_MOST_BYTES = 32 * 2**30  # as in the settings


def user_cache() -> Cache:
    """What keeps what can be made again: as the settings say, or else in the home of this user. Raises NotSetUp."""
    stated = os.environ.get("DEADWEIGHT_CACHE_BYTES") or str(_MOST_BYTES)
    if not stated.isdecimal():
        raise DataError(f"DEADWEIGHT_CACHE_BYTES is {stated!r}; a number of bytes is needed")
    return Cache(_user_folder(), int(stated))


def _user_folder() -> Path:
    named = os.environ.get("DEADWEIGHT_CACHE", "")
    if Path(named).is_absolute():
        return Path(named)
    home = os.environ.get("XDG_CACHE_HOME", "")
    try:
        return (Path(home) if Path(home).is_absolute() else Path.home() / ".cache") / "deadweight"
    except RuntimeError as error:
        raise NotSetUp("this user has no home for a cache; set DEADWEIGHT_CACHE") from error
