"""A store that speaks S3, as a process of its own on loopback."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import httpx

PATIENCE_SECONDS = 60
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


def put(address: str, bucket: str, objects: Mapping[str, bytes]) -> None:
    """Make a bucket, or take the one that is there, and put objects into it, their names as they stand."""
    with httpx.Client(base_url=address, trust_env=False) as client:
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
