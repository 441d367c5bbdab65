"""Servers on loopback that behave, and that do not."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from diagnostics.data.remote.bounds import Bounds
from diagnostics.data.remote.fetcher import Fetcher
from store.settings import Settings

CONTENT = bytes(range(256)) * 4096
PATIENT = Bounds(bytes=10 * 2**20, seconds=60, stall_seconds=30, tries=2)
QUICK = Bounds(bytes=10 * 2**20, seconds=20, stall_seconds=0.5, tries=2)


@dataclass
class Request:
    """What a server was asked, and what it has to answer with."""

    path: str
    headers: dict[str, str]
    send: Callable[[int, dict[str, str], bytes], None]
    more: Callable[[bytes], None]
    drop: Callable[[], None]


Handler = Callable[[Request], None]


@dataclass
class Web:
    """A server; `requests` are those that came."""

    port: int
    requests: list[Request] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def serving(handle: Handler) -> Iterator[Web]:
    """A server on loopback that answers every GET by a function."""

    class Answering(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            headers = {key.lower(): value for key, value in self.headers.items()}
            asked = Request(self.path, headers, self._send, self._more, self._drop)
            web.requests.append(asked)
            handle(asked)

        def _send(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self._more(body)

        def _more(self, body: bytes) -> None:
            try:
                self.wfile.write(body)
            except OSError:
                self.close_connection = True

        def _drop(self) -> None:
            self.close_connection = True

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    server.daemon_threads = True
    web = Web(server.server_port)
    thread = threading.Thread(target=server.serve_forever, args=[0.01], daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def well(content: bytes = CONTENT, etag: str | None = None) -> Handler:
    """One that does all that HTTP offers."""
    tag = etag or f'"{hashlib.sha256(content).hexdigest()[:16]}"'

    def handle(asked: Request) -> None:
        if asked.headers.get("if-none-match") == tag:
            asked.send(304, {"ETag": tag}, b"")
            return
        start = 0
        if "range" in asked.headers and asked.headers.get("if-range") == tag:
            start = int(asked.headers["range"].removeprefix("bytes=").rstrip("-"))
        part = content[start:]
        headers = {"ETag": tag, "Content-Length": str(len(part))}
        if start:
            headers["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
        asked.send(206 if start else 200, headers, part)

    return handle


def as_is(now: list[Handler]) -> Handler:
    """One that does what the first of the list does, whatever that is by then."""

    def handle(asked: Request) -> None:
        now[0](asked)

    return handle


def breaking(handle: Handler, after: int, times: int = 1) -> Handler:
    """One that sends so many bytes of its answer the first few times, and then hangs up."""
    left = [times]

    def cut(asked: Request) -> None:
        def send(status: int, headers: dict[str, str], body: bytes = b"") -> None:
            if left[0] and body:
                left[0] -= 1
                whole(status, headers, body[:after])
                asked.drop()
            else:
                whole(status, headers, body)

        whole, asked.send = asked.send, send
        handle(asked)

    return cut


def stalling(asked: Request) -> None:
    """One that falls silent after a few bytes."""
    asked.send(200, {"Content-Length": "100"}, b"few")
    time.sleep(2)
    asked.drop()


def settings(folder: Path, *hosts: str, **given: Any) -> Settings:
    """Those of a worker whose cache is in this folder."""
    return Settings(cache=folder / "cache", allow_hosts=hosts, **given)


def fetcher(folder: Path, web: Web | None = None, bounds: Bounds = QUICK, **given: Any) -> Fetcher:
    """One that may speak to this server on loopback."""
    return Fetcher(settings(folder, *([f"127.0.0.1:{web.port}"] if web else []), **given), bounds=bounds)
