"""The service as a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import httpx

from store.settings import Settings

PATIENCE_SECONDS = 30


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment_of(settings: Settings) -> Mapping[str, str]:
    """The environment in which a process gets these settings."""
    return {
        **os.environ,
        "DEADWEIGHT_DATABASE_URL": settings.database_url,
        "DEADWEIGHT_BROKER_URL": settings.broker_url,
        "DEADWEIGHT_BLOBS": settings.blobs,
        "DEADWEIGHT_DATA_ROOTS": os.pathsep.join(str(root) for root in settings.data_roots),
    }


@contextmanager
def serving(settings: Settings) -> Iterator[httpx.Client]:
    """A client of the service, which runs as it is run in earnest."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "--factory", "api.app:create_app", "--port", str(port)]
    process = subprocess.Popen([*command, "--log-level", "warning"], env=environment_of(settings))
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE_SECONDS) as client:
            _wait_for_answer(client, process)
            yield client
    finally:
        process.terminate()
        process.wait()


def _wait_for_answer(client: httpx.Client, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, "the service ended"
        try:
            client.get("/healthz")
        except httpx.TransportError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError("the service does not answer")
