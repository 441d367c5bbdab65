"""The object stores that fsspec reads with what is installed: through obstore, with credentials of the environment."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

SCHEMES = ("s3", "gs", "az")

_MOST = timedelta(hours=1)  # that one file takes; obstore's own default is half a minute


def opened(location: str) -> tuple[Any, str]:
    """The file system of fsspec's for a URI, and the path in it."""
    import fsspec

    if location.partition("://")[0] not in SCHEMES:
        return fsspec.core.url_to_fs(location)  # type: ignore[no-any-return]  # fsspec has no types
    from obstore.fsspec import register

    register(list(SCHEMES))
    client: dict[str, Any] = {"timeout": _MOST}
    if os.environ.get("AWS_ENDPOINT_URL", "").startswith("http://"):  # the operator's own store
        client["allow_http"] = True
    return fsspec.core.url_to_fs(location, client_options=client)  # type: ignore[no-any-return]  # as above
