"""Documents that cannot be jobs: 422, with a pointer to each fault and what was received there."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from api.examples import JOB


def job(pointer: str, value: Any) -> dict[str, Any]:
    """The example job with another value at a pointer."""
    document = copy.deepcopy(JOB)
    *steps, last = pointer.strip("/").split("/")
    part: Any = document
    for step in steps:
        part = part[int(step)] if isinstance(part, list) else part[step]
    part[last] = value
    return document


def without(pointer: str) -> dict[str, Any]:
    document = job(pointer, None)
    part: Any = document
    *steps, last = pointer.strip("/").split("/")
    for step in steps:
        part = part[step]
    del part[last]
    return document


def post(client: TestClient, document: Any) -> httpx.Response:
    """The answer to a document that UTF-8 may have no bytes for."""
    body, headers = json.dumps(document), {"Content-Type": "application/json"}
    answer: httpx.Response = client.post("/v1/jobs", content=body, headers=headers)
    return answer


def faults(client: TestClient, document: Any) -> list[dict[str, Any]]:
    answer = post(client, document)
    assert answer.status_code == 422, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["type"], problem["status"], problem["instance"]) == ("/docs#invalid-spec", 422, "/v1/jobs")
    assert client.get("/v1/jobs").json()["items"] == []
    found: list[dict[str, Any]] = problem["errors"]
    return found


@pytest.mark.parametrize(
    ("pointer", "value", "said"),
    [
        ("/training/batch_sise", 32, "did you mean 'batch_size'?"),
        ("/modell", {}, "did you mean 'model'?"),
        ("/dataset/validation/fractoin", 0.1, "did you mean 'fraction'?"),
        ("/training/batch_size", "many", "valid integer"),
        ("/training/epochs", 0, "greater than or equal to 1"),
        ("/training/shuffle", "perhaps", "valid boolean"),
        ("/dataset", "digits.npz", "dictionary"),
        ("/dataset/location", "", "at least 1 character"),
        ("/dataset/location", 7, "valid string"),
        ("/dataset/location", "/etc/passwd", "outside the folders that jobs may read"),
        ("/dataset/location", "../../../../etc/passwd", "outside the folders that jobs may read"),
        ("/dataset/location", "file:///etc/passwd", "outside the folders that jobs may read"),
        ("/dataset/location", "missing.npz", "nothing at this location"),
        ("/dataset/location", "empty", "this folder is empty"),
        ("/dataset/location", "x" * 5000, ""),
        ("/dataset/location", "ftp://data.test/x.npz", "locations are paths, or begin with file://"),
        ("/model/layers/1/class_name", "Dens", "Dense"),
        ("/training/loss", "mean_squared_eror", "mean_squared_error"),
        ("/training/learning_rate", "fast", "valid number"),
        ("/training/seed", 2**32, "less than 4294967296"),
        ("/diagnosis", {"select": ["XYZ999"]}, "XYZ999"),
    ],
)
def test_a_fault_is_pointed_at_and_quoted(pointer: str, value: Any, said: str, client: TestClient) -> None:
    found = faults(client, job(pointer, value))
    assert len(found) == 1
    assert found[0]["pointer"].startswith(pointer)
    assert said in found[0]["detail"]
    assert found[0]["value"]


@pytest.mark.parametrize("pointer", ["/dataset", "/dataset/location", "/model", "/training", "/training/loss"])
def test_a_missing_key_is_named(pointer: str, client: TestClient) -> None:
    (fault,) = faults(client, without(pointer))
    assert (fault["pointer"], fault["detail"]) == (pointer, "this key is required")


def test_every_fault_is_listed(client: TestClient) -> None:
    document = job("/training/batch_size", "many")
    document["training"]["epochs"] = -1
    document["surprise"] = True
    found = {fault["pointer"]: fault["value"] for fault in faults(client, document)}
    assert found == {"/training/batch_size": '"many"', "/training/epochs": "-1", "/surprise": "true"}


@pytest.mark.parametrize("document", [[], "a job", 7, None, True, [JOB]])
def test_what_is_no_mapping_is_no_job(document: Any, client: TestClient) -> None:
    (fault,) = faults(client, document)
    assert (fault["pointer"], fault["detail"][:13]) == ("", "a job spec is")


def test_a_link_out_of_the_data_is_outside(client: TestClient, data_root: Path) -> None:
    link = data_root / "link"
    link.symlink_to("/etc")
    try:
        (fault,) = faults(client, job("/dataset/location", "link/passwd"))
    finally:
        link.unlink()
    assert "outside the folders" in fault["detail"]


def test_a_validation_location_is_checked_too(client: TestClient) -> None:
    (fault,) = faults(client, job("/dataset/validation", {"location": "/etc"}))
    assert fault["pointer"] == "/dataset/validation/location"
    assert fault["value"] == '"/etc"'


@pytest.mark.parametrize("text", ["nul \0 inside", "half \ud800 a pair"])
@pytest.mark.parametrize(
    "pointer", ["/name", "/dataset/location", "/model/layers/1/config/activation", "/diagnosis", "/surprise"]
)
def test_text_that_no_database_holds_is_pointed_at(text: str, pointer: str, client: TestClient) -> None:
    value = {"select": [text]} if pointer == "/diagnosis" else text
    assert all(fault["pointer"].startswith(pointer) for fault in faults(client, job(pointer, value)))


@pytest.mark.parametrize("key", ["nul\0", "half\udfff"])
def test_a_key_that_no_database_holds_is_pointed_at(key: str, client: TestClient) -> None:
    document = copy.deepcopy(JOB)
    document["model"]["layers"][1]["config"][key] = 1
    assert faults(client, document)[0]["pointer"] == "/model/layers/1/config"


def test_a_thousand_faults_are_not_all_listed(client: TestClient) -> None:
    found = faults(client, {**JOB, **{f"unknown_{number}": number for number in range(1000)}})
    assert len(found) == 100
