"""Fixtures for all tests: real servers once a session, an empty database for each test that asks for one."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import httpx
import hypothesis
import numpy as np
import pytest
from sqlalchemy import Engine, text
from starlette.exceptions import StarletteDeprecationWarning

from api.app import create_app
from store.db import connect
from store.embedded import EmbeddedServers
from store.migrate import upgrade
from store.queue import Queue
from store.settings import Settings
from store.tables import metadata
from tests.api.serving import serving

with warnings.catch_warnings():
    # It would rather have httpx2; the product has httpx.
    warnings.simplefilter("ignore", StarletteDeprecationWarning)
    from starlette.testclient import TestClient


# Machines are busy, and no test is timed.
hypothesis.settings.register_profile("unhurried", hypothesis.settings.default, deadline=None)
hypothesis.settings.load_profile("unhurried")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slow tests run last, so that a quick failure shows quickly."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is not None)


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What can be made again is kept apart from what this user has in the cache."""
    with pytest.MonkeyPatch.context() as here:
        here.setenv("DEADWEIGHT_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedServers]:
    """PostgreSQL and Valkey, migrated."""
    embedded = EmbeddedServers(tmp_path_factory.mktemp("embedded"))
    try:
        upgrade(embedded.start().database_url)
        yield embedded
    finally:
        embedded.remove()


@pytest.fixture(scope="session")
def data_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of data that jobs may read: `digits.npz` and an empty folder `empty`."""
    root = tmp_path_factory.mktemp("data")
    (root / "empty").mkdir()
    inputs = np.zeros((20, 64), dtype="float32")
    np.savez(root / "digits.npz", x=inputs, y=np.arange(20) % 10)
    return root


@pytest.fixture(scope="session")
def settings(servers: EmbeddedServers, data_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Those of an installation on the session's servers."""
    ends, blobs = servers.endpoints, str(tmp_path_factory.mktemp("blobs"))
    return Settings(database_url=ends.database_url, broker_url=ends.broker_url, data_roots=(data_root,), blobs=blobs)


@pytest.fixture(scope="session")
def _pool(settings: Settings) -> Iterator[Engine]:
    pool = connect(settings)
    yield pool
    pool.dispose()


@pytest.fixture
def engine(_pool: Engine) -> Engine:
    """The migrated database, empty."""
    tables = ", ".join(table.name for table in metadata.sorted_tables)
    with _pool.begin() as connection:
        connection.execute(text(f"TRUNCATE {tables}"))
    return _pool


@pytest.fixture
def queue(settings: Settings) -> Queue:
    """The broker, with nothing in its queues."""
    import redis

    with redis.Redis.from_url(settings.broker_url) as broker:
        broker.flushdb()
    return Queue(settings.broker_url)


@pytest.fixture
def client(engine: Engine, settings: Settings) -> Iterator[TestClient]:
    """The service in this process, over an empty database; its own exceptions become answers, as for real."""
    with TestClient(create_app(settings), raise_server_exceptions=False) as found:
        yield found


@pytest.fixture
def service(engine: Engine, settings: Settings) -> Iterator[httpx.Client]:
    """The service in a process of its own, over an empty database."""
    with serving(settings) as found:
        yield found
