"""POST /v1/datasets/inspect: facts and findings about data alone, from a process with bounds."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.examples import DATASET
from api.inspecting import Inspector
from api.refusals import InspectionTooLong, TooManyInspections
from store.blobs import Blobs, UploadKey
from store.settings import Settings
from tests.api.serving import serving

PATIENCE_SECONDS = 200  # of which the service's own bound is all but a few
GENERATOR = np.random.default_rng(0)
LABELS = np.arange(400) % 4
PICTURES = (GENERATOR.integers(0, 120, (400, 8, 8, 1)) + 30 * LABELS[:, None, None, None]).astype(np.uint8)


@pytest.fixture
def roots(tmp_path: Path) -> Path:
    np.savez(tmp_path / "clean.npz", x=PICTURES, y=LABELS)
    np.savez(tmp_path / "digits.npz", x=PICTURES // 16, y=LABELS)
    order = np.argsort(LABELS, kind="stable")
    np.savez(tmp_path / "sorted.npz", x=PICTURES[order], y=LABELS[order])
    return tmp_path


@pytest.fixture
def settings(roots: Path) -> Settings:
    return Settings(data_roots=(roots,), inspect_seconds=180)


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings)) as found:
        yield found


def refusal(client: TestClient, document: Any) -> dict[str, str]:
    answer = client.post("/v1/datasets/inspect", json=document)
    assert (answer.status_code, answer.headers["Content-Type"]) == (422, "application/problem+json")
    return dict(answer.json()["errors"][0])


def test_facts_and_findings_over_http(settings: Settings) -> None:
    with serving(settings) as client:
        document = {"location": "sorted.npz", "validation": {"tail": 0.2}}
        answer = client.post("/v1/datasets/inspect", json=document, timeout=PATIENCE_SECONDS)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert [(each["code"], each["severity"]) for each in found["findings"]] == [("DAT204", "error"), ("DAT201", "info")]
    assert found["findings"][0]["at"] == ["/dataset/validation"]
    assert found["facts"]["train"]["label_counts"] == {"0": 100, "1": 100, "2": 100, "3": 20}
    assert found["facts"]["signal"]["says"] == "signal"
    assert found["facts"]["samples"][0]["image"].startswith("data:image/png;base64,")


def test_the_example_is_healthy(client: TestClient) -> None:
    answer = client.post("/v1/datasets/inspect", json=DATASET)
    assert (answer.status_code, answer.json()["findings"]) == (200, [])


@pytest.mark.parametrize(
    ("document", "pointer"),
    [
        ({"location": "gone.npz"}, "/location"),
        ({"location": "/etc/passwd"}, "/location"),
        ({"location": "clean.npz", "validation": {"location": "../elsewhere"}}, "/validation/location"),
        ({"location": "clean.npz", "limit": 0}, "/limit"),
        ({"location": "clean.npz", "lmit": 3}, "/lmit"),
        ({}, "/location"),
        ([], ""),
        ({"location": "clean.npz", "preprocess": [{"resize": {"size": [0, 1]}}]}, "/preprocess/0/resize/size/0"),
        ({"location": "clean.npz", "preprocess": [{"backbone": "VGG16"}]}, "/preprocess/0"),
    ],
)
def test_what_cannot_be_looked_at_is_refused_where_it_is_wrong(document: Any, pointer: str, client: TestClient) -> None:
    assert refusal(client, document)["pointer"] == pointer


def test_data_beyond_the_memory_allowed_are_refused(settings: Settings, roots: Path) -> None:
    np.savez_compressed(roots / "large.npz", x=np.zeros((70, 1000, 1000), np.uint8), y=np.arange(70) % 2)
    small = settings.model_copy(update={"inspect_bytes": 2**26})
    with TestClient(create_app(small)) as client:
        assert (
            "33554432 are allowed (half of DEADWEIGHT_INSPECT_BYTES)"
            in refusal(client, {"location": "large.npz"})["detail"]
        )


def test_larger_data_that_need_not_lie_in_memory_are_looked_at(settings: Settings, roots: Path) -> None:
    np.savez(roots / "large.npz", x=np.zeros((40, 1000, 1000), np.uint8), y=np.arange(40) % 2)
    small = settings.model_copy(update={"inspect_bytes": 2**26})
    assert Inspector(small).inspected({"location": "large.npz"}).facts.available == 40


def test_an_upload_is_looked_at(settings: Settings, roots: Path) -> None:
    given = settings.model_copy(update={"blobs": str(roots / "blobs"), "data_roots": ()})
    upload_id = str(uuid4())
    Blobs(given.blobs).put(UploadKey(upload_id, "a.npz"), roots / "clean.npz")
    location = f"upload://{upload_id}/a.npz"
    found = Inspector(given).inspected({"location": location, "validation": {"location": location}})
    assert found.facts.validation is not None
    assert found.facts.validation_copies is not None
    with TestClient(create_app(given)) as client:
        gone = refusal(client, {"location": f"upload://{uuid4()}/a.npz"})
        assert (gone["pointer"], gone["detail"]) == ("/location", "there is no such upload; it may have been deleted")


@pytest.mark.parametrize("location", ["https://data.invalid/a.npz", "s3://bucket/a.npz"])
def test_data_elsewhere_are_refused(client: TestClient, location: str) -> None:
    told = refusal(client, {"location": "clean.npz", "validation": {"location": location}})
    assert (told["pointer"], told["detail"]) == ("/validation/location", "only local files are read here")


def test_an_inspection_that_takes_too_long_is_ended(settings: Settings) -> None:
    with pytest.raises(InspectionTooLong, match="set limit"):
        Inspector(settings.model_copy(update={"inspect_seconds": 0.05})).inspected({"location": "clean.npz"})
    with TestClient(create_app(settings.model_copy(update={"inspect_seconds": 0.05}))) as client:
        answer = client.post("/v1/datasets/inspect", json={"location": "clean.npz"})
    assert (answer.status_code, answer.json()["type"]) == (422, "/docs#too-much-data")


def test_only_so_many_are_looked_at_at_once(settings: Settings) -> None:
    inspector = Inspector(settings.model_copy(update={"inspect_at_once": 1}))
    refused: list[Exception] = []

    def ask() -> None:
        try:
            inspector.inspected({"location": "clean.npz"})
        except TooManyInspections as error:
            refused.append(error)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 2
    assert inspector.inspected({"location": "clean.npz"}).facts.available == 400


def test_the_process_is_not_told_where_the_database_is(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEADWEIGHT_DATABASE_URL", "no address at all")
    assert Inspector(settings).inspected({"location": "clean.npz"}).facts.format == "arrays"


def test_a_body_that_is_not_json_is_refused(client: TestClient) -> None:
    assert client.post("/v1/datasets/inspect", content="location").status_code == 415
