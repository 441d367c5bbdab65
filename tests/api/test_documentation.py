"""The OpenAPI document, the page made from it, and the catalogue of rules."""

from __future__ import annotations

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.errors import SORTS
from api.examples import LINTED, PROBLEM, SHOWN_BATCH, SHOWN_JOB
from api.models.batches import Batch
from api.models.body import Answer
from api.models.jobs import Job
from api.models.lint import Linted
from api.models.problems import Problem
from diagnostics import catalogue


def operations(client: TestClient) -> list[dict[str, Any]]:
    document = client.get("/openapi.json").json()
    return [operation for methods in document["paths"].values() for operation in methods.values()]


def test_every_refusal_is_documented_as_a_problem(client: TestClient) -> None:
    for operation in operations(client):
        for status, answer in operation["responses"].items():
            if int(status) >= 400:
                schema = answer["content"]["application/problem+json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/Problem"}


def test_every_call_says_what_it_does(client: TestClient) -> None:
    assert all(operation.get("description") for operation in operations(client))


def test_the_examples_of_bodies_are_taken(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    for path, status in (("/v1/jobs", 202), ("/v1/batches", 202), ("/v1/lint", 200)):
        body = document["paths"][path]["post"]["requestBody"]["content"]["application/json"]
        for example in body["examples"].values():
            assert client.post(path, json=example["value"]).status_code == status


@pytest.mark.parametrize(
    ("model", "example"), [(Job, SHOWN_JOB), (Batch, SHOWN_BATCH), (Problem, PROBLEM), (Linted, LINTED)]
)
def test_the_examples_of_answers_are_answers(model: type[Answer], example: dict[str, Any]) -> None:
    assert model.model_validate(example).model_dump(mode="json", exclude_unset=True) == example


def test_every_reference_leads_somewhere(client: TestClient) -> None:
    text = client.get("/openapi.json").text
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    assert set(re.findall(r'"#/components/schemas/([^"]+)"', text)) <= set(schemas)


def test_the_page_loads_nothing_from_elsewhere_and_names_every_problem(client: TestClient) -> None:
    page = client.get("/docs")
    assert page.headers["Content-Type"].startswith("text/html")
    assert not re.search(r"(src|href)=[\"']?(https?:)?//", page.text)
    assert all(f'id="{sort.word}"' in page.text for sort in SORTS.values())


@pytest.mark.parametrize("address", ["/", "/v1", "/v1/nothing", "/v2/jobs", "/%00", "/docs/x"])
def test_an_unknown_address_is_a_problem(address: str, client: TestClient) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")


def test_a_method_that_an_address_does_not_take_is_a_problem(client: TestClient) -> None:
    answer = client.put("/v1/jobs", json={})
    assert (answer.status_code, answer.headers["Content-Type"]) == (405, "application/problem+json")
    assert answer.headers["Allow"]


def test_every_rule_of_the_catalogue_is_listed(client: TestClient) -> None:
    listed = client.get("/v1/rules").json()
    assert [rule["code"] for rule in listed["items"]] == [rule.code for rule in catalogue.rules()]
    assert all(rule["summary"] for rule in listed["items"])


def test_a_rule_comes_with_its_documentation(client: TestClient) -> None:
    rule = client.get("/v1/rules/trn404").json()
    assert (rule["code"], rule["name"]) == ("TRN404", "dead-units")
    assert {"Why it matters", "How it is measured", "Known limits", "Sources"} <= set(rule["sections"])
    assert rule["thresholds"]
    assert rule["fixes"]


@pytest.mark.parametrize("code", ["XYZ999", "trn", "%00", "\u00fc"])
def test_a_code_that_no_rule_has_is_not_found(code: str, client: TestClient) -> None:
    assert client.get(f"/v1/rules/{code}").status_code == 404


def test_training_may_be_left_out_as_programs_state_it(client: TestClient) -> None:
    assert client.get("/openapi.json").json()["components"]["schemas"]["JobSpec"]["required"] == ["dataset", "model"]
