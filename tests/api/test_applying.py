"""POST /v1/fixes/{id}/apply."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, text
from starlette.testclient import TestClient

from api.app import create_app
from store.queue import Queue
from store.settings import Settings
from tests.api.whole import Whole, whole
from tests.store.cases import column, concluded, fix, report
from tests.store.test_queue import messages


@pytest.fixture
def parent(engine: Engine) -> Whole:
    return whole(engine)


@pytest.fixture
def address(parent: Whole) -> str:
    """Where the fix of the parent, a lower learning rate, is applied."""
    return f"/v1/fixes/{parent.report.fixes[0].id}/apply"


def spec_of(engine: Engine, job: dict[str, Any]) -> Any:
    return column(engine, "jobs", UUID(job["id"]), "spec")


def proposed(engine: Engine, parent: Whole, patch: list[dict[str, Any]]) -> str:
    """Where a fix with another patch is applied."""
    spec = parent.report.model_dump(mode="json")["spec"]
    other = fix(patch=patch)
    concluded(engine, report(fixes=[other], spec=spec))
    return f"/v1/fixes/{other['id']}/apply"


def test_a_fix_makes_a_job_of_its_parent(
    client: TestClient, engine: Engine, parent: Whole, address: str, queue: Queue, settings: Settings
) -> None:
    answer = client.post(address)
    assert answer.status_code == 201, answer.text
    job = answer.json()
    assert answer.headers["Location"] == f"/v1/jobs/{job['id']}"
    assert (job["parent"], job["state"]) == (str(parent.job_id), "queued")
    before = parent.report.model_dump(mode="json")["spec"]
    after = spec_of(engine, job)
    assert after["training"]["learning_rate"] == 0.0001
    assert after == {**before, "training": {**before["training"], "learning_rate": 0.0001}}
    assert messages(settings, "cpu")[-1] == ("advance_job", [job["id"]])
    assert client.get("/v1/jobs", params={"parent": str(parent.job_id)}).json()["items"] == [job]
    assert client.get("/v1/jobs", params={"parent": job["id"]}).json()["items"] == []


@pytest.mark.parametrize("body", [{}, {"mode": None, "name": None}, None])
def test_what_is_left_out_is_as_in_the_parent(body: Any, client: TestClient, engine: Engine, address: str) -> None:
    job = client.post(address, json=body).json()
    assert (job["name"], spec_of(engine, job)["diagnosis"]["mode"]) == ("digits, small network", "diagnose")


def test_mode_and_name_are_those_asked_for(client: TestClient, engine: Engine, address: str) -> None:
    job = client.post(address, json={"mode": "train", "name": "mended"}).json()
    assert (job["name"], spec_of(engine, job)["diagnosis"]["mode"]) == ("mended", "train")


def test_a_job_made_by_a_fix_can_be_the_parent_of_another(client: TestClient, engine: Engine, address: str) -> None:
    """What is stored is a job like any other."""
    job = client.post(address).json()
    again = client.post("/v1/jobs", json=spec_of(engine, job))
    assert again.status_code == 202


def test_the_same_key_makes_one_job(client: TestClient, address: str, parent: Whole) -> None:
    key = {"Idempotency-Key": "a key"}
    first, second = client.post(address, headers=key), client.post(address, headers=key)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    other = client.post(address, json={"name": "other"}, headers=key)
    assert (other.status_code, other.json()["type"]) == (409, "/docs#key-reused")
    assert len(client.get("/v1/jobs", params={"parent": str(parent.job_id)}).json()["items"]) == 1


def test_a_key_of_a_job_without_parent_is_not_one_of_a_fix(client: TestClient, engine: Engine, address: str) -> None:
    spec = spec_of(engine, client.post(address).json())
    key = {"Idempotency-Key": "a key"}
    assert client.post("/v1/jobs", json=spec, headers=key).status_code == 202
    assert client.post(address, headers=key).status_code == 409


@pytest.mark.parametrize("id_", ["3721dc88-59cb-4d82-a854-016e2d9fe44d", "7"])
def test_a_fix_that_is_not_there_is_not_found(id_: str, client: TestClient) -> None:
    answer = client.post(f"/v1/fixes/{id_}/apply")
    assert answer.status_code == 404
    assert "fix" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("body", "pointer", "detail"),
    [
        ({"mod": "train"}, "/mod", "unknown key 'mod'; did you mean 'mode'?"),
        ({"mode": "trian"}, "/mode", "input should be 'diagnose' or 'train'"),
        ({"name": "n" * 201}, "/name", "string should have at most 200 characters"),
        ([], "", "a mapping with mode and name is expected, both of them optional"),
    ],
)
def test_a_body_that_asks_for_something_else_is_refused(
    body: Any, pointer: str, detail: str, client: TestClient, address: str
) -> None:
    answer = client.post(address, json=body)
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert (error["pointer"], error["detail"]) == (pointer, detail)


def test_a_body_that_is_not_declared_to_be_json_is_refused(client: TestClient, address: str) -> None:
    answer = client.post(address, content=b"mode=train", headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert answer.status_code == 415
    assert client.post(address, content=b"{", headers={"Content-Type": "application/json"}).status_code == 400


@pytest.mark.parametrize(
    ("patch", "detail"),
    [
        ([{"op": "test", "path": "/training/learning_rate", "value": 7}], "a test of it fails"),
        ([{"op": "replace", "path": "/training/nowhere", "value": 7}], "nowhere"),
        ([{"op": "remove", "path": "/model/layers/99"}], "99"),
    ],
)
def test_a_patch_that_does_not_apply_is_a_conflict(
    patch: list[dict[str, Any]], detail: str, client: TestClient, engine: Engine, parent: Whole
) -> None:
    answer = client.post(proposed(engine, parent, patch))
    assert (answer.status_code, answer.json()["type"]) == (409, "/docs#patch-conflict")
    assert detail in answer.json()["detail"]


def test_a_patch_that_makes_no_job_is_refused_with_the_place(client: TestClient, engine: Engine, parent: Whole) -> None:
    address = proposed(engine, parent, [{"op": "replace", "path": "/training/epochs", "value": 0}])
    answer = client.post(address)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/training/epochs"]


def test_it_goes_through_the_same_door_as_every_job(client: TestClient, engine: Engine, parent: Whole) -> None:
    address = proposed(engine, parent, [{"op": "replace", "path": "/dataset/location", "value": "/etc/passwd"}])
    answer = client.post(address)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/dataset/location"
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM jobs WHERE parent_id IS NOT NULL")).scalar() == 0


def test_without_a_place_for_models_no_job_trains_one(engine: Engine, settings: Settings, address: str) -> None:
    with TestClient(create_app(settings.model_copy(update={"blobs": ""}))) as bare:
        answer = bare.post(address, json={"mode": "train"})
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == "/diagnosis/mode"
        assert "DEADWEIGHT_BLOBS" in answer.json()["errors"][0]["detail"]
        assert bare.post(address).status_code == 201
