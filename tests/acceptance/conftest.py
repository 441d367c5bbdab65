"""Fixtures: one installation a module, a worker a test, and jobs of two lengths."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from store.db import connect
from store.embedded.servers import EmbeddedServers
from store.migrate import upgrade
from store.queue import Queue
from store.settings import Settings
from tests.acceptance.installation import Installation, job, write_data

LEASE_SECONDS = 4.0


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    folder = tmp_path_factory.mktemp("installation")
    with ExitStack() as stack:
        servers = EmbeddedServers(folder / "data")
        stack.callback(servers.remove)
        servers.start()
        upgrade(servers.endpoints.database_url)
        environment = {
            **os.environ,
            "DEADWEIGHT_DATABASE_URL": servers.endpoints.database_url,
            "DEADWEIGHT_BROKER_URL": servers.endpoints.broker_url,
            "DEADWEIGHT_DATA_ROOTS": str(folder),
            "DEADWEIGHT_BLOBS": str(folder / "blobs"),
            "DEADWEIGHT_CHECKPOINT_SECONDS": "0.5",
            "DEADWEIGHT_LEASE_SECONDS": str(LEASE_SECONDS),
            "DEADWEIGHT_REPUBLISH_SECONDS": "1",
            "DEADWEIGHT_SWEEP_SECONDS": "0.2",
            "PYTHONUNBUFFERED": "1",
        }
        settings = Settings(
            database_url=servers.endpoints.database_url,
            broker_url=servers.endpoints.broker_url,
            data_roots=(folder,),
            blobs=str(folder / "blobs"),
        )
        engine = connect(settings)
        running = Installation(servers, settings, environment, folder, engine, Queue(settings.broker_url))
        write_data(folder / "data.npz")
        try:
            running.start("sweeper", "-m", "worker.sweeper")
            yield running
        finally:
            for process in list(running.processes):
                running.end(process)
            engine.dispose()


@pytest.fixture
def worker(installation: Installation) -> Iterator[subprocess.Popen[bytes]]:
    """A worker with one child, gone after the test."""
    process = installation.start_worker()
    yield process
    installation.end(process)


@pytest.fixture
def long_job(installation: Installation) -> dict[str, Any]:
    """A job whose only trial takes several seconds of training on any machine, whatever it sees."""
    return job(installation.folder / "data.npz", epochs=60, mode="train")


@pytest.fixture
def short_job(installation: Installation) -> dict[str, Any]:
    """A job that a warm child is through with at once."""
    return job(installation.folder / "data.npz", epochs=2, mode="diagnose")
