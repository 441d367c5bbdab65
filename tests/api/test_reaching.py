"""Jobs that name what lies elsewhere: admitted by their shape, and models fetched for their layers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from api.app import create_app
from api.examples import JOB
from store.settings import Settings
from tests.diagnostics.data.remote.servers import breaking, serving, well


@pytest.fixture
def client(engine: Engine, settings: Settings, tmp_path: Path) -> Iterator[TestClient]:
    given = {"cache": tmp_path / "cache", "remote": ("https://", "http://", "s3://open/data/")}
    with TestClient(create_app(settings.model_copy(update=given)), raise_server_exceptions=False) as found:
        yield found


def posted(client: TestClient, location: str, **parts: Any) -> Any:
    return client.post("/v1/jobs", json={**JOB, "dataset": {**JOB["dataset"], "location": location}, **parts})


def fault(client: TestClient, location: str, **parts: Any) -> dict[str, Any]:
    answer = posted(client, location, **parts)
    assert answer.status_code == 422, answer.text
    (found,) = answer.json()["errors"]
    return dict(found)


@pytest.mark.parametrize("location", ["https://data.invalid/a.npz", "s3://open/data/a", "https://127.0.0.1/a.npz"])
def test_data_elsewhere_are_admitted_without_asking_anybody(client: TestClient, location: str) -> None:
    assert posted(client, location).status_code == 202


@pytest.mark.parametrize("location", ["s3://open/other/a", "s3://open/data", "s3://open-too/a", "gs://aa/b"])
def test_what_the_operator_leaves_out_is_refused(client: TestClient, location: str) -> None:
    told = fault(client, location)
    assert told["pointer"] == "/dataset/location"
    assert told["detail"].startswith("outside the locations that jobs may read (DEADWEIGHT_REMOTE: https://, ")


@pytest.mark.parametrize("location", ["https://me:sesame@h/a.npz", "https://h/a.npz?X-Amz-Signature=sesame"])
def test_secrets_are_neither_stored_nor_repeated(client: TestClient, location: str) -> None:
    answer = posted(client, location)
    assert answer.status_code == 422
    assert "sesame" not in answer.text
    assert client.get("/v1/jobs").json()["items"] == []


def test_a_model_on_a_private_machine_is_not_fetched(client: TestClient) -> None:
    with serving(well()) as web:
        model = {"archive": {"location": f"{web.address}/model.keras"}}
        told = fault(client, "digits.npz", model=model)
    assert told["pointer"] == "/model/archive/location"
    assert "has no public address" in told["detail"]
    assert web.requests == []


def test_a_model_elsewhere_is_fetched_to_be_looked_at(engine: Engine, settings: Settings, tmp_path: Path) -> None:
    with serving(breaking(well(b"no model"), after=2, times=3)) as web:
        host = (f"127.0.0.1:{web.port}",)
        app = create_app(settings.model_copy(update={"cache": tmp_path / "cache", "allow_hosts": host}))
        with TestClient(app, raise_server_exceptions=False) as client:
            model = {"archive": {"location": f"{web.address}/model.keras"}}
            answer = posted(client, "digits.npz", model=model)
            assert (answer.status_code, answer.json()["type"]) == (503, "/docs#not-fetched")
            assert answer.headers["Retry-After"]
            assert "the connection broke" in answer.json()["detail"]
            told = fault(client, "digits.npz", model=model)  # it goes on where it broke
    assert told["detail"].startswith("this model cannot be used: ")


def test_a_dataset_that_keras_keeps_is_admitted(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    (tmp_path / "datasets").mkdir()
    (tmp_path / "datasets" / "mnist.npz").write_bytes(b"as good as any")
    assert posted(client, "keras://mnist").status_code == 202
