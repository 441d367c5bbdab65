"""POST /v1/jobs."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from api.examples import JOB
from store.db import transaction
from store.queue import Queue
from store.repositories import advancing
from store.settings import Settings
from tests.store.cases import column
from tests.store.test_queue import messages


def test_a_job_is_taken_and_can_be_looked_at(client: TestClient) -> None:
    answer = client.post("/v1/jobs", json=JOB)
    assert answer.status_code == 202
    job = answer.json()
    assert answer.headers["Location"] == f"/v1/jobs/{job['id']}"
    assert client.get(answer.headers["Location"]).json() == job
    assert job == {
        "id": job["id"],
        "name": JOB["name"],
        "state": "queued",
        "phase": None,
        "steps": {"done": 0, "planned": 0},
        "verdict": None,
        "parent": None,
        "batch": None,
        "created_at": job["created_at"],
        "started_at": None,
        "finished_at": None,
        "error": None,
    }


def test_the_spec_is_kept_as_it_came_and_resolved(client: TestClient, engine: Engine) -> None:
    job_id = client.post("/v1/jobs", json=JOB).json()["id"]
    assert column(engine, "jobs", job_id, "spec") == JOB
    with transaction(engine) as connection:
        resolved = advancing.load_case(connection, job_id).spec
    assert [layer["inputs"] for layer in resolved["model"]["layers"]] == [[], ["image"], ["hidden"]]
    assert resolved["training"]["loss"]["class_name"] == "SparseCategoricalCrossentropy"


@pytest.mark.parametrize(("asked", "queue_name"), [(None, "cpu"), ("auto", "cpu"), ("cpu", "cpu"), ("gpu", "gpu")])
def test_a_job_goes_to_the_queue_of_its_device(
    asked: str | None, queue_name: str, client: TestClient, queue: Queue, settings: Settings
) -> None:
    diagnosis = {} if asked is None else {"device": asked}
    job_id = client.post("/v1/jobs", json={**JOB, "diagnosis": diagnosis}).json()["id"]
    assert messages(settings, queue_name) == [("advance_job", [job_id])]


def submit(client: httpx.Client, key: str, body: Any = JOB) -> httpx.Response:
    return client.post("/v1/jobs", json=body, headers={"Idempotency-Key": key})


def test_the_same_key_and_body_is_the_same_job(client: TestClient) -> None:
    first, second = submit(client, "a key"), submit(client, "a key")
    assert (first.status_code, second.status_code) == (202, 202)
    assert first.headers["Location"] == second.headers["Location"]
    assert len(client.get("/v1/jobs").json()["items"]) == 1


def test_the_same_key_with_another_body_is_refused(client: TestClient) -> None:
    first = submit(client, "a key")
    second = submit(client, "a key", {**JOB, "name": "another"})
    assert second.status_code == 409
    assert second.json()["type"] == "/docs#key-reused"
    assert second.json()["job_id"] == first.json()["id"]


def test_the_same_key_at_the_same_time_makes_one_job(service: httpx.Client) -> None:
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: submit(service, "race"), range(16)))
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert len(service.get("/v1/jobs").json()["items"]) == 1


@pytest.mark.parametrize("key", ["", "k" * 256, "bell\x07", "schl\u00fcssel".encode(), "tab\tbed"])
def test_a_key_that_is_not_short_and_printable_is_refused(key: str | bytes, client: TestClient) -> None:
    answer = client.post(
        "/v1/jobs", json=JOB, headers={b"Idempotency-Key": key if isinstance(key, bytes) else key.encode()}
    )
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == "Idempotency-Key"


def test_the_longest_key_is_taken(client: TestClient) -> None:
    assert submit(client, "k" * 255).status_code == 202
