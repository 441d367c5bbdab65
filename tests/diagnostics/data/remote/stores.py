"""A store that speaks S3 and Google's XML, as a process of its own on loopback; and one that speaks like Azure's."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

import httpx

PATIENCE_SECONDS = 60
_WRITTEN = "Thu, 26 Nov 2026 12:00:00 GMT"
CLOUD = ("AWS_", "GOOGLE_", "AZURE_")


@contextmanager
def s3() -> Iterator[str]:
    """The address of an empty store."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def put(address: str, bucket: str, objects: Mapping[str, bytes], *, public: bool = False) -> None:
    """Make a bucket, or take the one that is there, and put objects into it, their names as they stand.

    What is public is for everyone to read, which is how the store answers Google's clients as well.
    """
    headers = {"x-amz-acl": "public-read"} if public else {}
    with httpx.Client(base_url=address, trust_env=False, headers=headers) as client:
        client.put(f"/{bucket}").raise_for_status()
        for name, content in objects.items():
            client.put(f"/{bucket}/{name}", content=content).raise_for_status()


def replace(address: str, bucket: str, name: str, content: bytes) -> None:
    """Write over an object, which takes a signature."""
    import obstore
    from obstore.store import S3Store

    store = S3Store(
        bucket,
        endpoint=address,
        access_key_id="someone",
        secret_access_key="sesame",
        client_options={"allow_http": True},
    )
    obstore.put(store, name, content)


def credentials(address: str) -> dict[str, str]:
    """The environment of a process that may use a store."""
    return {
        "AWS_ENDPOINT_URL": address,
        "AWS_ACCESS_KEY_ID": "someone",
        "AWS_SECRET_ACCESS_KEY": "sesame",
        "AWS_REGION": "us-east-1",
    }


@contextmanager
def azure(container: str, objects: Mapping[str, bytes]) -> Iterator[str]:
    """The endpoint of an account with one public container: as much of the Blob service as reading takes."""

    class Answering(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_HEAD(self) -> None:
            self._answer(body=False)

        def do_GET(self) -> None:
            self._answer(body=True)

        def log_message(self, *args: object) -> None:
            pass

        def _answer(self, *, body: bool) -> None:
            asked = urlsplit(self.path)
            query = dict(parse_qsl(asked.query))
            _, _, named, *rest = asked.path.split("/", 3)
            content = objects.get(unquote(rest[0])) if rest else _listed(objects, query.get("prefix", ""))
            if named != container or content is None:
                self._send(404, b"<Error><Code>BlobNotFound</Code></Error>" if body else b"", 0)
            elif start := (self.headers["x-ms-range"] or self.headers["range"] or "").removeprefix("bytes="):
                self._send(206, content, int(start.partition("-")[0]))
            else:
                self._send(200, content if body else b"", 0, len(content))

        def _send(self, status: int, content: bytes, start: int, length: int | None = None) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(content) - start if length is None else length))
            if status == 206:
                self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
            self.send_header("ETag", '"0x1"')
            self.send_header("Last-Modified", _WRITTEN)
            self.end_headers()
            self.wfile.write(content[start:])

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/account"
    finally:
        server.shutdown()
        server.server_close()


def _listed(objects: Mapping[str, bytes], prefix: str) -> bytes:
    blobs = "".join(
        f"<Blob><Name>{name}</Name><Properties><Last-Modified>{_WRITTEN}</Last-Modified><Etag>0x1</Etag>"
        f"<Content-Length>{len(content)}</Content-Length><Content-Type>x</Content-Type></Properties></Blob>"
        for name, content in sorted(objects.items())
        if name.startswith(prefix)
    )
    return f"<EnumerationResults><Blobs>{blobs}</Blobs><NextMarker/></EnumerationResults>".encode()


def none() -> dict[str, str]:
    """The environment without what opens any store."""
    return {name: value for name, value in os.environ.items() if not name.startswith(CLOUD)}


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, "the store ended"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the store does not answer")
