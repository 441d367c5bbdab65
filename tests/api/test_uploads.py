"""POST /v1/uploads, and jobs that name what was uploaded."""

from __future__ import annotations

import hashlib
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import Engine, text
from starlette.testclient import TestClient

from api.app import create_app
from api.examples import JOB
from store.blobs import Blobs, UploadKey
from store.settings import Settings

BINARY = {"Content-Type": "application/octet-stream"}


def archive() -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, x=np.zeros((20, 64), dtype="float32"), y=np.arange(20) % 10)
    return buffer.getvalue()


def upload(client: TestClient, content: bytes, name: str = "digits.npz", **headers: str) -> Any:
    return client.post("/v1/uploads", params={"name": name}, content=content, headers={**BINARY, **headers})


def job(location: str) -> dict[str, Any]:
    return {**JOB, "dataset": {**JOB["dataset"], "location": location}}


def test_a_file_is_kept_and_named(client: TestClient, settings: Settings) -> None:
    content = archive()
    answer = upload(client, content)
    assert answer.status_code == 201
    found = answer.json()
    assert found["location"] == f"upload://{found['id']}/digits.npz"
    assert (found["bytes"], found["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    assert b"".join(Blobs(settings.blobs).chunks(UploadKey(found["id"], "digits.npz"))) == content
    assert list(Path(tempfile.gettempdir()).glob("deadweight-upload-*")) == []


def test_a_job_may_name_it(client: TestClient, engine: Engine) -> None:
    location = upload(client, archive()).json()["location"]
    answer = client.post("/v1/jobs", json=job(location))
    assert answer.status_code == 202, answer.text
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT job_id, upload_id FROM job_uploads")).all()
    assert [(str(row.job_id), str(row.upload_id)) for row in rows] == [(answer.json()["id"], location.split("/")[2])]


def test_what_is_not_there_cannot_be_named(client: TestClient) -> None:
    location = "upload://0199aaaa-1111-7222-8333-444455556666/digits.npz"
    answer = client.post("/v1/jobs", json=job(location))
    assert answer.status_code == 422
    (fault,) = answer.json()["errors"]
    assert fault["pointer"] == "/dataset/location"
    assert fault["detail"] == "there is no such upload; it may have been deleted"


@pytest.mark.parametrize("location", ["upload://x/../../a", "upload://0199aaaa-1111-7222-8333-444455556666/../a"])
def test_a_location_leads_nowhere_else(client: TestClient, location: str) -> None:
    assert client.post("/v1/jobs", json=job(location)).status_code == 422


@pytest.mark.parametrize(
    ("name", "kept"),
    [("../../etc/passwd", "etc-passwd"), ("d ü.csv", "d-.csv"), ("...", "file"), ("a.tar.gz", "a.tar.gz")],
)
def test_names_are_made_harmless(client: TestClient, name: str, kept: str) -> None:
    assert upload(client, b"x", name).json()["name"] == kept


@pytest.mark.parametrize("declared", ["", "text/plain", "multipart/form-data; boundary=x", "application/json"])
def test_what_a_page_could_send_unasked_is_refused(client: TestClient, declared: str) -> None:
    answer = upload(client, b"x", **{"Content-Type": declared})
    assert (answer.status_code, answer.json()["type"]) == (415, "/docs#not-binary")


def test_a_name_is_needed(client: TestClient) -> None:
    answer = client.post("/v1/uploads", content=b"x", headers=BINARY)
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "name")


def test_nothing_is_no_file(client: TestClient) -> None:
    answer = upload(client, b"")
    assert (answer.status_code, answer.json()["type"]) == (400, "/docs#empty")


@pytest.fixture
def small(engine: Engine, settings: Settings) -> Iterator[TestClient]:
    """A service with little room."""
    bounds = {"max_upload_bytes": 1000, "uploads_bytes": 1500, "max_body_bytes": 100}
    with TestClient(create_app(settings.model_copy(update=bounds)), raise_server_exceptions=False) as client:
        yield client


def test_the_limit_is_its_own(small: TestClient) -> None:
    assert upload(small, b"x" * 1000).status_code == 201
    answer = upload(small, b"x" * 1001)
    assert (answer.status_code, answer.json()["type"]) == (413, "/docs#too-large")


def test_a_body_of_unknown_length_is_bounded(small: TestClient) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(11):
            yield b"x" * 100

    answer = small.post("/v1/uploads", params={"name": "a"}, content=pieces(), headers=BINARY)
    assert (answer.status_code, answer.json()["type"]) == (413, "/docs#too-large")


def test_all_together_are_bounded(small: TestClient) -> None:
    assert upload(small, b"x" * 1000).status_code == 201
    answer = upload(small, b"x" * 501)
    assert (answer.status_code, answer.json()["type"]) == (507, "/docs#uploads-full")
    assert upload(small, b"x" * 500).status_code == 201


def test_a_server_that_keeps_nothing_says_so(engine: Engine, settings: Settings) -> None:
    with TestClient(create_app(settings.model_copy(update={"blobs": ""}))) as client:
        answer = upload(client, b"x")
        assert (answer.status_code, answer.json()["type"]) == (409, "/docs#no-uploads")
        told = client.post("/v1/jobs", json=job("upload://0199aaaa-1111-7222-8333-444455556666/a.npz")).json()
    assert "keeps any (DEADWEIGHT_BLOBS)" in told["errors"][0]["detail"]


def test_what_could_not_be_kept_is_not_noted(engine: Engine, settings: Settings, tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("no folder")
    odd = create_app(settings.model_copy(update={"blobs": str(in_the_way)}))
    with TestClient(odd, raise_server_exceptions=False) as client:
        assert upload(client, b"x").status_code == 500
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM uploads")) == 0
