"""Batches: lists of jobs, and templates with a matrix."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from api.examples import BATCH, JOB, MATRIX
from store.db import transaction
from store.queue import Queue
from store.repositories import advancing
from store.settings import Settings
from tests.store.cases import column, report
from tests.store.test_queue import messages


def refused(client: TestClient, document: Any) -> list[dict[str, Any]]:
    answer = client.post("/v1/batches", json=document)
    assert answer.status_code == 422, answer.text
    assert client.get("/v1/jobs").json()["items"] == []
    found: list[dict[str, Any]] = answer.json()["errors"]
    return found


def test_a_batch_is_taken_whole(client: TestClient, queue: Queue, settings: Settings) -> None:
    answer = client.post("/v1/batches", json=BATCH)
    assert answer.status_code == 202
    batch = client.get(answer.headers["Location"]).json()
    assert batch == {
        **answer.json(),
        "name": "two jobs",
        "created_at": batch["created_at"],
        "states": {"queued": 2},
        "verdicts": {},
    }
    names = [client.get(f"/v1/jobs/{job_id}").json()["name"] for job_id in batch["jobs"]]
    assert names == [job["name"] for job in BATCH["jobs"]]
    assert messages(settings, "cpu") == [("advance_job", [job_id]) for job_id in batch["jobs"]]


def test_a_batch_counts_verdicts(client: TestClient, engine: Engine) -> None:
    batch = client.post("/v1/batches", json=BATCH).json()
    with transaction(engine) as connection:
        advancing.conclude(connection, batch["jobs"][0], 0, report())
    found = client.get(f"/v1/batches/{batch['id']}").json()
    assert (found["states"], found["verdicts"]) == ({"queued": 1, "succeeded": 1}, {"not_learning": 1})


def test_a_matrix_makes_every_combination(client: TestClient, engine: Engine) -> None:
    batch = client.post("/v1/batches", json=MATRIX).json()
    specs = [column(engine, "jobs", job_id, "spec")["training"] for job_id in batch["jobs"]]
    combinations = [(spec["learning_rate"], spec["seed"]) for spec in specs]
    assert combinations == [(0.1, 0), (0.1, 1), (0.1, 2), (0.001, 0), (0.001, 1), (0.001, 2)]


def test_a_matrix_reaches_into_lists(client: TestClient, engine: Engine) -> None:
    matrix = {"/model/layers/1/config/units": [8, 16]}
    batch = client.post("/v1/batches", json={"template": JOB, "matrix": matrix}).json()
    specs = [column(engine, "jobs", job_id, "spec") for job_id in batch["jobs"]]
    assert [spec["model"]["layers"][1]["config"]["units"] for spec in specs] == [8, 16]


def test_one_bad_job_refuses_the_batch_and_is_pointed_at(client: TestClient) -> None:
    bad = {**JOB, "training": {**JOB["training"], "epochs": "ten"}}
    (fault,) = refused(client, {"jobs": [JOB, bad]})
    assert (fault["pointer"], fault["value"]) == ("/jobs/1/training/epochs", '"ten"')


def test_a_bad_combination_is_named(client: TestClient) -> None:
    (fault,) = refused(client, {"template": JOB, "matrix": {"/training/epochs": [1, -1]}})
    assert fault["pointer"] == "/template/training/epochs"
    assert "(with /training/epochs = -1)" in fault["detail"]


@pytest.mark.parametrize(
    ("document", "pointer"),
    [
        ({}, ""),
        ({"jobs": []}, "/jobs"),
        ({"jobs": [JOB], "template": JOB, "matrix": {"/name": ["x"]}}, ""),
        ({"template": JOB}, ""),
        ({"template": JOB, "matrix": {}}, "/matrix"),
        ({"template": JOB, "matrix": {"/name": []}}, "/matrix/~1name"),
        ({"template": JOB, "matrix": {"name": ["x"]}}, "/matrix/name"),
        ({"template": JOB, "matrix": {"/nowhere/at/all": [1]}}, "/matrix/~1nowhere~1at~1all"),
        ({"template": JOB, "matrix": {"/model/layers/9": [1]}}, "/matrix/~1model~1layers~19"),
        ({"template": JOB, "matrix": {"/training/seed": [0] * 40, "/training/epochs": [1] * 40}}, "/matrix"),
        ({"jobs": [JOB] * 1001}, "/jobs"),
        ({"jobs": ["text"]}, "/jobs/0"),
        ({"jobs": JOB}, "/jobs"),
        ({"jbos": [JOB]}, "/jbos"),
        ([JOB], ""),
    ],
)
def test_what_is_no_batch_is_pointed_at(document: Any, pointer: str, client: TestClient) -> None:
    assert pointer in [fault["pointer"] for fault in refused(client, document)]
