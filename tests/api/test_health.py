"""Whether the service lives and can work; and what it does without its database or its broker."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator

import httpx
import pytest
from sqlalchemy import Engine, text
from starlette.testclient import TestClient

from api.app import create_app
from api.examples import JOB
from store.embedded import EmbeddedServers
from store.settings import Settings
from tests.api.serving import free_port


@pytest.fixture
def without_broker(engine: Engine, settings: Settings) -> Iterator[TestClient]:
    away = settings.model_copy(update={"broker_url": f"redis://127.0.0.1:{free_port()}/0"})
    with TestClient(create_app(away)) as client:
        yield client


def test_a_service_with_all_it_needs_is_ready(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"database": "ok", "broker": "ok"}


def test_without_a_broker_the_service_is_ready_and_says_so(without_broker: TestClient) -> None:
    assert without_broker.get("/readyz").json() == {"database": "ok", "broker": "unreachable"}


def test_without_a_broker_jobs_are_taken_quickly(without_broker: TestClient) -> None:
    without_broker.post("/v1/jobs", json=JOB)  # loads what a first request loads
    before = time.monotonic()
    assert without_broker.post("/v1/jobs", json=JOB).status_code == 202
    assert time.monotonic() - before < 1


def test_a_database_that_was_not_migrated_is_no_reason_to_be_ready(client: TestClient, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE alembic_version RENAME TO hidden"))
        connection.execute(text("ALTER TABLE jobs RENAME TO hidden_jobs"))
    try:
        ready, listed = client.get("/readyz"), client.get("/v1/jobs")
    finally:
        with engine.begin() as connection:
            connection.execute(text("ALTER TABLE hidden RENAME TO alembic_version"))
            connection.execute(text("ALTER TABLE hidden_jobs RENAME TO jobs"))
    for answer in (ready, listed):
        assert (answer.status_code, answer.json()["type"]) == (503, "/docs#not-migrated")


def test_a_database_that_is_away_is_told_and_found_again(service: httpx.Client, servers: EmbeddedServers) -> None:
    job = service.post("/v1/jobs", json=JOB).json()
    servers.postgres.stop()
    try:
        for answer in (
            service.get(f"/v1/jobs/{job['id']}"),
            service.post("/v1/jobs", json=JOB),
            service.get("/readyz"),
        ):
            assert (answer.status_code, answer.json()["type"]) == (503, "/docs#unavailable")
            assert int(answer.headers["Retry-After"]) > 0
        assert service.get("/healthz").status_code == 200
    finally:
        servers.restart_dead()
    assert service.get(f"/v1/jobs/{job['id']}").json() == job
    assert service.post("/v1/jobs", json=JOB).status_code == 202


def test_starting_loads_nothing_heavy() -> None:
    heavy = ["tensorflow", "keras", "numpy", "scipy", "celery", "kombu", "alembic", "psycopg"]
    script = f"import sys, api.app; api.app.create_app(); print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", script], text=True).strip() == "[]"
