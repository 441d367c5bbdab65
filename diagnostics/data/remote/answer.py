"""Requests to servers of the web, and their answers piece by piece; each has a connection of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from diagnostics.data.remote.addresses import Resolve
from diagnostics.data.remote.bounds import Bounds, Deadline
from diagnostics.data.remote.connecting import Connecting, Counted
from diagnostics.data.remote.errors import Refused, Unreachable
from diagnostics.data.remote.place import WEB

_REDIRECTIONS = (301, 302, 303, 307, 308)
_CONNECT_SECONDS = 10.0
_LAST_WORD_SECONDS = 0.2
_OWN = {"User-Agent": "deadweight", "Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close"}
_BROKEN = (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol)


class Answer:
    """What a server answers; header names are in lower case."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response
        self.status = response.status
        self.headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
        self._read_bytes = 0

    def chunks(self) -> Iterator[bytes]:
        """The body as it comes."""
        with _told_after(lambda: self._read_bytes):
            for chunk in self._response.iter_stream():
                self._read_bytes += len(chunk)
                yield chunk

    def sends_more(self) -> bool:
        """Whether anything follows a body that was read to its declared end."""
        stream = self._response.extensions.get("network_stream")
        if not isinstance(stream, Counted) or "content-length" not in self.headers:
            return False
        if stream.body_bytes > self._read_bytes:
            return "transfer-encoding" not in self.headers
        try:
            return stream.read(1, _LAST_WORD_SECONDS) != b""
        except (httpcore.NetworkError, httpcore.TimeoutException):
            return False


class Asking:
    """How servers are asked: `allowed` lists those that need not be public."""

    def __init__(self, resolve: Resolve, allowed: Sequence[str], bounds: Bounds) -> None:
        self._backend = Connecting(resolve, allowed)
        self._bounds = bounds

    @contextmanager
    def get(self, address: str, headers: Mapping[str, str], deadline: Deadline) -> Iterator[Answer]:
        """The answer to a GET, redirections followed. Raises Refused, and Unreachable."""
        for _ in range(self._bounds.redirects + 1):
            with self._one(address, headers, deadline) as answer:
                if answer.status not in _REDIRECTIONS or "location" not in answer.headers:
                    yield answer
                    return
                address = _led_to(address, answer.headers["location"])
        raise Refused(f"the server redirects more than {self._bounds.redirects} times")

    @contextmanager
    def _one(self, address: str, headers: Mapping[str, str], deadline: Deadline) -> Iterator[Answer]:
        url = _parsed(address)
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        sent = {"Host": url.netloc.decode("ascii"), **_OWN, **headers}
        context = httpx.create_ssl_context() if url.scheme == "https" else None
        with httpcore.ConnectionPool(ssl_context=context, network_backend=self._backend, max_connections=1) as pool:
            with _told_after(lambda: 0):
                response = pool.handle_request(
                    httpcore.Request("GET", target, headers=list(sent.items()), extensions=self._timeouts(deadline))
                )
            try:
                yield Answer(response)
            finally:
                response.close()

    def _timeouts(self, deadline: Deadline) -> dict[str, Any]:
        stall = min(self._bounds.stall_seconds, deadline.left_seconds())
        return {"timeout": {"connect": min(_CONNECT_SECONDS, stall), "read": stall, "write": stall, "pool": stall}}


def _led_to(address: str, location: str) -> str:
    """Where a redirection leads. Its query may be signed: what it says is for the server alone, and never shown."""
    try:
        there = urljoin(address, location)
        parts = urlsplit(there)
    except ValueError:
        raise Refused("the server redirects to what is no address") from None
    if parts.scheme not in WEB:
        raise Refused(f"the server redirects to {parts.scheme}://, and only {' and '.join(WEB)} are followed")
    if "@" in parts.netloc:
        raise Refused("the server redirects to an address with credentials")
    if parts.scheme == "http" and address.lower().startswith("https:"):
        raise Refused("the server redirects from https to http")
    return there


def _parsed(address: str) -> httpx.URL:
    try:
        url = httpx.URL(address)
        _ = url.netloc.decode("ascii"), url.raw_host
    except (httpx.InvalidURL, UnicodeError, ValueError):
        raise Refused("this is no address of the web") from None
    if not url.host:
        raise Refused("this is no address of the web")
    return url


@contextmanager
def _told_after(read_bytes: Any) -> Iterator[None]:
    """Failures of the connection as Unreachable."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise Unreachable(f"the server was silent for too long, after {read_bytes()} bytes") from error
    except _BROKEN as error:
        raise Unreachable(f"the connection broke after {read_bytes()} bytes: {_reason(error)}") from error


def _reason(error: Exception) -> str:
    return str(error).partition("\n")[0] or type(error).__name__
