"""The service as the commands see it: documents in, documents out, and every failure a line for the user."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from cli.errors import UserError, listing
from cli.terminal import command

ANSWER_SECONDS = 60.0
AWAY_SECONDS = 60.0  # a service that has answered before is waited for this long; it may be restarting
_RETRY_SECONDS = 0.5
_PAGE = 200
_PIECE_BYTES = 2**16
_LONGEST_NAME = 200  # of a file, as the service takes it; its end tells the format


class Server:
    """One service. Every method raises UserError. Used in a `with`, its connections are closed at the end."""

    def __init__(self, url: str, api_key: str | None = None) -> None:
        self.url = url.rstrip("/")
        self._answered = False
        headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}
        try:
            host = httpx.URL(self.url).host
            self._client = httpx.Client(
                base_url=self.url,
                headers=headers,
                timeout=ANSWER_SECONDS,
                trust_env=host not in ("127.0.0.1", "::1", "localhost"),  # loopback goes through no proxy
            )
        except (httpx.InvalidURL, UnicodeError, ValueError) as error:
            raise UserError(f"{url!r} is not an address: {error}; it looks like http://127.0.0.1:8000") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def get(self, path: str, **parameters: Any) -> Any:
        """The document at a path."""
        return self._document(self._send("GET", path, params=_given(parameters)))

    def text(self, path: str, **parameters: Any) -> str:
        """The text at a path, just as it came."""
        return self._send("GET", path, params=_given(parameters)).text

    def items(self, path: str, most: int | None = None, **parameters: Any) -> Iterator[Any]:
        """The items of a list, page by page, at most so many."""
        cursor = None
        while True:
            limit = _PAGE if most is None else min(_PAGE, most)
            page = self.get(path, **parameters, limit=limit, cursor=cursor)
            yield from page["items"]
            cursor = page["next_cursor"]
            if most is not None:
                most -= len(page["items"])
            if cursor is None or most == 0:
                return

    def post(self, path: str, document: Any, key: str | None = None) -> Any:
        """Send a document; with an idempotency key it may be sent again when the connection breaks."""
        headers = {"Idempotency-Key": key} if key else {}
        content = json.dumps(document, allow_nan=False).encode()
        headers["Content-Type"] = "application/json"
        return self._document(self._send("POST", path, content=content, headers=headers, once=key is None))

    def upload(self, file: Path) -> Any:
        """Send a file as it is, and what the service says of it."""
        headers = {"Content-Type": "application/octet-stream", "Content-Length": str(file.stat().st_size)}
        with file.open("rb") as content:
            pieces = iter(partial(content.read, _PIECE_BYTES), b"")
            sent = {"content": pieces, "headers": headers, "params": {"name": file.name[-_LONGEST_NAME:]}}
            return self._document(self._send("POST", "/v1/uploads", **sent, once=True))

    @contextmanager
    def stream(self, path: str) -> Iterator[httpx.Response]:
        """What is at a path, to be read piece by piece."""
        try:
            with self._client.stream("GET", path) as response:
                if not response.is_success:
                    response.read()
                yield self._accepted(response)
        except httpx.TransportError as error:
            raise UserError(self._broken(error)) from error

    def _send(self, method: str, path: str, *, once: bool = False, **request: Any) -> httpx.Response:
        deadline = time.monotonic() + (AWAY_SECONDS if self._answered and not once else 0)
        while True:
            try:
                response = self._client.request(method, path, **request)
            except (httpx.UnsupportedProtocol, httpx.InvalidURL, httpx.LocalProtocolError) as error:
                raise UserError(f"{self.url!r} is not an address: {error}") from error
            except httpx.TransportError as error:
                if time.monotonic() >= deadline:
                    raise UserError(self._broken(error)) from error
            else:
                if response.status_code != HTTPStatus.SERVICE_UNAVAILABLE or time.monotonic() >= deadline:
                    self._answered = True
                    return self._accepted(response)
            time.sleep(_RETRY_SECONDS)

    def _broken(self, error: httpx.TransportError) -> str:
        if isinstance(error, httpx.TimeoutException):
            return f"{self.url} did not answer within {ANSWER_SECONDS:g} s; try again, or look at the server's log"
        if self._answered:
            return f"{self.url} stopped answering ({_reason(error)}); what it took is kept, so ask again once it runs"
        return (
            f"nothing answers at {self.url} ({_reason(error)}); "
            f"start a server with `{command()} up`, or name another with --server or DEADWEIGHT_URL"
        )

    def _accepted(self, response: httpx.Response) -> httpx.Response:
        if response.is_success:
            return response
        problem = _json(response)
        if not isinstance(problem, dict) or "title" not in problem:
            raise UserError(f"{self.url} answered {response.status_code}, but not as Deadweight does")
        errors = [_fault(entry) for entry in problem.get("errors", ())]
        raise UserError(listing(problem["title"] if errors else _told(problem, response.status_code), errors))

    def _document(self, response: httpx.Response) -> Any:
        document = _json(response)
        if document is None:
            raise UserError(f"{self.url} answered with something else than JSON; is this a Deadweight server?")
        return document


def _fault(entry: dict[str, Any]) -> tuple[str, str, str | None]:
    place = entry.get("parameter") or entry.get("pointer") or "/"
    return str(place), str(entry.get("detail", "")), entry.get("value")


def _told(problem: dict[str, Any], status: int) -> str:
    """The detail alone says what a user did wrong; what befell the service needs its title too."""
    title, detail = str(problem["title"]), str(problem.get("detail") or "")
    return detail if detail and status < HTTPStatus.INTERNAL_SERVER_ERROR else f"{title}: {detail}".rstrip(": ")


def _json(response: httpx.Response) -> Any:
    try:
        return response.json()
    except ValueError:
        return None


def _given(parameters: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in parameters.items() if value is not None}


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__
