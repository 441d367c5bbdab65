"""POST /v1/lint: findings at once, on a Keras program or on a job."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from starlette.testclient import TestClient

from api.examples import JOB, LINT
from store.settings import Settings
from tests.diagnostics.report.sarif_schema import LOG

LOST: dict[str, Any] = {
    **JOB,
    "model": {
        "layers": [
            {"name": "image", "class_name": "InputLayer", "config": {"shape": [64]}},
            {"name": "lost", "class_name": "Rescaling", "config": {"scale": 0.1}},
            {"name": "output", "class_name": "Dense", "config": {"units": 10}, "inputs": ["image"]},
        ]
    },
}


def linted(client: TestClient, document: Any, **query: str) -> Any:
    answer = client.post("/v1/lint", json=document, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def refusal(client: TestClient, document: Any) -> dict[str, str]:
    answer = client.post("/v1/lint", json=document)
    assert (answer.status_code, answer.headers["Content-Type"]) == (422, "application/problem+json")
    (error,) = answer.json()["errors"]
    return dict(error)


def test_a_job_is_linted_without_its_data(client: TestClient) -> None:
    (file,) = linted(client, LOST)["files"]
    assert [finding["code"] for finding in file["findings"]] == ["SPC101", "SPC105"]
    assert (file["file"], file["missing"]) == (None, [])
    assert file["findings"][0]["at"] == ["/model/layers/1"]
    assert linted(client, JOB) == {"files": [{"file": None, "findings": [], "missing": []}]}


def test_findings_are_given_as_sarif(client: TestClient) -> None:
    answer = client.post("/v1/lint", json=LOST, params={"format": "sarif"})
    assert answer.headers["Content-Type"] == "application/sarif+json"
    jsonschema.validate(answer.json(), LOG)
    assert [result["ruleId"] for result in answer.json()["runs"][0]["results"]] == ["SPC101", "SPC105"]


def test_a_job_that_cannot_be_one_is_refused_where_it_is_wrong(client: TestClient) -> None:
    job = {**JOB, "training": {**JOB["training"], "batch_sise": 3}}
    assert refusal(client, job)["pointer"] == "/training/batch_sise"


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"source": {"text": ""}}, "/source/text"),
        ({"source": {"text": "x = 1\0"}}, "/source/text"),
        ({"source": "x = 1"}, "/source"),
        ({"classes": 0}, "/classes"),
        ({"filename": ""}, "/filename"),
        ({"clases": 3}, "/clases"),
    ],
)
def test_a_request_that_is_wrong_is_refused_where_it_is(
    changes: dict[str, Any], pointer: str, client: TestClient
) -> None:
    assert refusal(client, LINT | changes)["pointer"] == pointer


def test_a_text_over_the_limit_is_refused(client: TestClient, settings: Settings) -> None:
    text = "#" * settings.max_body_bytes
    assert client.post("/v1/lint", json=LINT | {"source": {"text": text}}).status_code == 413


def test_an_unknown_form_is_a_wrong_parameter(client: TestClient) -> None:
    assert client.post("/v1/lint", json=JOB, params={"format": "pdf"}).status_code == 400
