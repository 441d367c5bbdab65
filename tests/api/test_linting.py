"""POST /v1/lint: findings at once, on a Keras program or on a job."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from starlette.testclient import TestClient

from api.examples import JOB, LINT, LINTED
from store.settings import Settings
from tests.diagnostics.lint.programs import HEALTHY, OPEN
from tests.diagnostics.lint.programs import LOST as PROGRAM
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


def program(text: str, **more: Any) -> dict[str, Any]:
    return {"source": {"text": text}, **more}


def test_a_program_is_linted_on_its_lines(client: TestClient) -> None:
    (file,) = linted(client, program(PROGRAM, filename="train.py"))["files"]
    (finding,) = file["findings"]
    assert (file["file"], file["missing"]) == ("train.py", [])
    assert (finding["code"], finding["lines"], finding["evidence"]["variable"]) == ("SPC101", [5, 5], "x")


def test_the_example_answers_as_the_example_says(client: TestClient) -> None:
    (finding,) = linted(client, LINT)["files"][0]["findings"]
    shown = LINTED["files"][0]["findings"][0]
    assert {key: finding[key] for key in ("code", "lines", "message", "at")} == {
        key: shown[key] for key in ("code", "lines", "message", "at")
    }


def test_what_a_program_leaves_open_is_named_until_it_is_supplied(client: TestClient) -> None:
    (file,) = linted(client, program(OPEN))["files"]
    assert [(each["line"], each["expression"]) for each in file["missing"]] == [(8, "num_classes")]
    defined = {"source": {"text": OPEN, "define": {"num_classes": 10}}}
    assert linted(client, defined)["files"][0]["missing"] == []


def test_classes_are_held_against_the_outputs(client: TestClient) -> None:
    (file,) = linted(client, program(HEALTHY, classes=12))["files"]
    assert [finding["code"] for finding in file["findings"]] == ["SPC104"]


def test_a_program_is_given_as_sarif_with_its_file(client: TestClient) -> None:
    log = linted(client, program(PROGRAM, filename="src/train.py"), format="sarif")
    jsonschema.validate(log, LOG)
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("src/train.py", 5)


def test_a_job_with_a_program_is_linted_with_its_own_training(client: TestClient) -> None:
    job = {**JOB, "model": {"source": {"text": PROGRAM}}, "training": {"loss": "mse", "metrics": []}}
    (file,) = linted(client, job)["files"]
    assert [(finding["code"], finding["lines"]) for finding in file["findings"]] == [("SPC101", [5, 5])]
    job["model"]["source"]["model"] = "other"
    assert refusal(client, job)["pointer"] == "/model/source/model"


def test_a_network_that_the_text_does_not_have_is_refused(client: TestClient) -> None:
    assert refusal(client, {"source": {"text": PROGRAM, "model": "modle"}})["pointer"] == "/source/model"


@pytest.mark.parametrize("text", ["x = (\n", "x = 1\n", "(" * 5000])
def test_a_text_without_a_network_is_refused_with_the_reason(text: str, client: TestClient) -> None:
    error = refusal(client, program(text))
    assert (error["pointer"], bool(error["detail"])) == ("/source/text", True)


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
