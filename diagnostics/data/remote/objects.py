"""Object stores, opened with what the environment holds, and their failures in words of our own."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from diagnostics.data.remote.bounds import Bounds
from diagnostics.data.remote.errors import NotSetUp, Refused, Unreachable
from diagnostics.data.remote.place import Place

if TYPE_CHECKING:
    from obstore.store import ObjectStore

_CONNECT = timedelta(seconds=5)
_TRYING = timedelta(seconds=20)
_QUERY = re.compile(r"\?[^\s\"')]*")
_LONGEST = 200
_NO_CREDENTIALS = re.compile(
    r"169\.254\.169\.254|latest/api/token|computeMetadata|token request|must be specified|credential", re.IGNORECASE
)
_ENDPOINTS = {  # of stores that only speak like that of the cloud; without encryption where an operator says so
    "s3": ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT"),
    "gs": ("GOOGLE_BASE_URL",),
    "az": ("AZURE_STORAGE_ENDPOINT", "AZURE_ENDPOINT"),
}
VARIABLES = {
    "s3": "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_SKIP_SIGNATURE=true for a public bucket",
    "gs": "GOOGLE_APPLICATION_CREDENTIALS, or GOOGLE_SKIP_SIGNATURE=true for a public bucket",
    "az": "AZURE_STORAGE_ACCOUNT_NAME and AZURE_STORAGE_ACCOUNT_KEY, or AZURE_SKIP_SIGNATURE=true for what is public",
}


def opened(place: Place, bounds: Bounds) -> ObjectStore:
    """The bucket or container. Nothing is asked of it yet. Raises NotSetUp where the environment lacks an account."""
    from obstore.store import AzureStore, GCSStore, S3Store

    make: Any = {"s3": S3Store, "gs": GCSStore, "az": AzureStore}[place.scheme]
    client: dict[str, Any] = {
        "connect_timeout": _CONNECT,
        "read_timeout": timedelta(seconds=bounds.stall_seconds),
        "timeout": timedelta(seconds=bounds.seconds),
    }
    if any(os.environ.get(name, "").startswith("http://") for name in _ENDPOINTS[place.scheme]):
        client["allow_http"] = True
    with told(place.scheme):
        store: ObjectStore = make(
            place.host, client_options=client, retry_config={"max_retries": 2, "retry_timeout": _TRYING}
        )
    return store


@contextmanager
def told(scheme: str) -> Iterator[None]:
    """What obstore raises, as Refused, NotSetUp or Unreachable, without the addresses that it quotes."""
    from obstore import exceptions

    try:
        yield
    except FileNotFoundError:
        raise Refused("there is nothing at this location") from None
    except (exceptions.PermissionDeniedError, exceptions.UnauthenticatedError):
        raise Refused("the credentials in this process's environment do not open this location") from None
    except exceptions.InvalidPathError:
        raise Refused("there are objects here with names that no file may have") from None
    except (exceptions.BaseError, ValueError) as error:
        text = str(error).partition("\n")[0]
        if "404 Not Found" in text:
            raise Refused("there is no such bucket or container") from None
        if _NO_CREDENTIALS.search(text):
            raise NotSetUp(f"this process has no credentials for {scheme}://; set {VARIABLES[scheme]}") from None
        raise Unreachable(f"the store failed: {_QUERY.sub('?…', text)[:_LONGEST]}") from None
