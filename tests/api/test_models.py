"""GET /v1/jobs/{id}/model, and what becomes of the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from api.app import create_app
from store.blobs import Blobs, checkpoint_of, model_of
from store.db import transaction
from store.repositories import advancing, trials
from store.settings import Settings
from tests.store.cases import PROBLEM, claimed, record, report, with_trials

CONTENT = b"PK\x03\x04" + bytes(range(256)) * 1000


@pytest.fixture
def blobs(settings: Settings) -> Blobs:
    return Blobs(settings.blobs)


def resolved(mode: str = "train") -> dict[str, Any]:
    return {"diagnosis": {"mode": mode}}


def trained(engine: Engine, blobs: Blobs, tmp_path: Path, **given: Any) -> UUID:
    """A job that has ended, with its model where models are kept."""
    job_id, added = with_trials(engine, "reference", **{"resolved": resolved(), **given})
    claim = claimed(engine, added["reference"])
    (tmp_path / "model").write_bytes(CONTENT)
    blobs.put(model_of(job_id, claim.trial_id), tmp_path / "model")
    with transaction(engine) as connection:
        assert trials.finish(connection, claim.trial_id, claim.token, record("reference"))
        assert advancing.conclude(connection, job_id, advancing.load_case(connection, job_id).revision, report())
    return job_id


def test_the_model_comes_as_a_file(client: TestClient, engine: Engine, blobs: Blobs, tmp_path: Path) -> None:
    job_id = trained(engine, blobs, tmp_path, name="digits, small network")
    answer = client.get(f"/v1/jobs/{job_id}/model")
    assert (answer.status_code, answer.content) == (200, CONTENT)
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Length"] == str(len(CONTENT))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="digits-small-network.keras"'
    assert answer.headers["ETag"]


def test_a_download_can_be_taken_up_again(client: TestClient, engine: Engine, blobs: Blobs, tmp_path: Path) -> None:
    job_id = trained(engine, blobs, tmp_path)
    answer = client.get(f"/v1/jobs/{job_id}/model", headers={"Range": "bytes=1000-"})
    assert (answer.status_code, answer.content) == (206, CONTENT[1000:])


@pytest.mark.parametrize(
    ("name", "filename"),
    [
        (None, "{}.keras"),
        ("../../etc/passwd", "etc-passwd.keras"),
        ('"; evil="', "evil.keras"),
        ("\u00fc\u00fc", "{}.keras"),
        ("x" * 200, "x" * 80 + ".keras"),
    ],
)
def test_the_name_of_the_file_is_harmless(
    name: str | None, filename: str, client: TestClient, engine: Engine, blobs: Blobs, tmp_path: Path
) -> None:
    job_id = trained(engine, blobs, tmp_path, name=name)
    told = client.get(f"/v1/jobs/{job_id}/model").headers["Content-Disposition"]
    assert told == f'attachment; filename="{filename.format(job_id)}"'


@pytest.fixture
def elsewhere(engine: Engine, settings: Settings) -> Iterator[tuple[TestClient, Blobs]]:
    """The service over an object store, here one in this process's memory."""
    location = f"memory://{uuid4().hex}"
    with TestClient(create_app(settings.model_copy(update={"blobs": location}))) as client:
        yield client, Blobs(location)


def test_the_model_comes_out_of_an_object_store(
    elsewhere: tuple[TestClient, Blobs], engine: Engine, tmp_path: Path
) -> None:
    client, blobs = elsewhere
    answer = client.get(f"/v1/jobs/{trained(engine, blobs, tmp_path, name='a')}/model")
    assert (answer.status_code, answer.content) == (200, CONTENT)
    assert answer.headers["Content-Length"] == str(len(CONTENT))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="a.keras"'


def test_a_job_that_runs_has_no_model_yet(client: TestClient, engine: Engine) -> None:
    job_id, _ = with_trials(engine, "reference", resolved=resolved())
    answer = client.get(f"/v1/jobs/{job_id}/model")
    assert (answer.status_code, answer.json()["type"], answer.json()["state"]) == (409, "/docs#no-model-yet", "running")


def test_a_diagnosis_keeps_no_model(client: TestClient, engine: Engine) -> None:
    job_id, _ = with_trials(engine, "reference", resolved=resolved("diagnose"))
    answer = client.get(f"/v1/jobs/{job_id}/model")
    assert (answer.status_code, answer.json()["type"]) == (404, "/docs#no-model")
    assert "only jobs in mode 'train'" in answer.json()["detail"]


def test_a_job_that_failed_says_why_there_is_no_model(client: TestClient, engine: Engine) -> None:
    job_id, _ = with_trials(engine, "reference", resolved=resolved())
    with transaction(engine) as connection:
        advancing.fail(connection, job_id, advancing.load_case(connection, job_id).revision, PROBLEM)
    answer = client.get(f"/v1/jobs/{job_id}/model")
    assert answer.status_code == 404
    assert "it failed: It failed. for a test" in answer.json()["detail"]


def test_a_model_that_is_not_where_it_was_is_told(
    client: TestClient, engine: Engine, blobs: Blobs, tmp_path: Path
) -> None:
    job_id = trained(engine, blobs, tmp_path)
    blobs.remove_job(job_id)
    answer = client.get(f"/v1/jobs/{job_id}/model")
    assert (answer.status_code, answer.json()["type"]) == (404, "/docs#no-model")


def test_a_job_that_is_not_there_is_not_found(client: TestClient) -> None:
    assert client.get(f"/v1/jobs/{uuid4()}/model").json()["type"] == "/docs#not-found"


def test_a_deleted_job_takes_its_files_along(client: TestClient, engine: Engine, blobs: Blobs, tmp_path: Path) -> None:
    job_id = trained(engine, blobs, tmp_path)
    kept = trained(engine, blobs, tmp_path)
    assert client.delete(f"/v1/jobs/{job_id}").status_code == 204
    assert not (Path(blobs._root) / "jobs" / str(job_id)).exists()
    assert client.get(f"/v1/jobs/{kept}/model").status_code == 200


def test_a_cancelled_job_gives_up_its_checkpoint(
    client: TestClient, engine: Engine, blobs: Blobs, tmp_path: Path
) -> None:
    job_id, added = with_trials(engine, "reference", resolved=resolved())
    (tmp_path / "checkpoint").write_bytes(b"half way")
    key = checkpoint_of(job_id, added["reference"])
    blobs.put(key, tmp_path / "checkpoint")
    assert client.post(f"/v1/jobs/{job_id}/cancel").status_code == 200
    assert blobs.size_bytes(key) is None
    assert "it was cancelled" in client.get(f"/v1/jobs/{job_id}/model").json()["detail"]


def test_files_that_cannot_be_deleted_do_not_keep_a_job(
    client: TestClient, engine: Engine, settings: Settings, tmp_path: Path
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("no folder")
    with TestClient(create_app(settings.model_copy(update={"blobs": str(in_the_way)}))) as odd:
        job_id, _ = with_trials(engine, "reference", resolved=resolved())
        assert odd.delete(f"/v1/jobs/{job_id}").status_code == 204
        assert odd.get(f"/v1/jobs/{job_id}").status_code == 404
