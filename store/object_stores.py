"""The object stores that fsspec reads with what is installed: through obstore, with credentials of the environment."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

SCHEMES = ("s3", "gs", "az")

_MOST = timedelta(hours=1)  # that one file takes; obstore's own default is half a minute


def opened(location: str) -> tuple[Any, str]:
    """fsspec's file system for a URI, and the path in it."""
    import fsspec

    if location.partition("://")[0] not in SCHEMES:
        return fsspec.core.url_to_fs(location)  # type: ignore[no-any-return]  # fsspec has no types
    from obstore.fsspec import register

    register(list(SCHEMES))
    return fsspec.core.url_to_fs(location, client_options={"timeout": _MOST})  # type: ignore[no-any-return]  # as above
