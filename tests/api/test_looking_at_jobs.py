"""Jobs, their trials and their reports, as clients see them."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from api.examples import JOB
from diagnostics.report import html, markdown, sarif
from diagnostics.report.model import Report
from diagnostics.report.text import render
from store.db import transaction
from store.repositories import advancing, trials
from tests.api.whole import whole
from tests.store.cases import PROBLEM, claimed, concluded, finding, record, report, submitted, with_trials


def items(client: TestClient, address: str, **query: Any) -> list[dict[str, Any]]:
    """Every item of a list, page by page."""
    found: list[dict[str, Any]] = []
    while True:
        answer = client.get(address, params=query)
        assert answer.status_code == 200, answer.text
        found += answer.json()["items"]
        query["cursor"] = answer.json()["next_cursor"]
        if query["cursor"] is None:
            return found


def test_a_running_job_tells_how_far_it_is(client: TestClient, engine: Engine) -> None:
    job_id, added = with_trials(engine, "a", "b")
    claim = claimed(engine, added["a"])
    with transaction(engine) as connection:
        trials.heartbeat(
            connection, added["a"], claim.token, lease_seconds=9, steps_done=40, steps_planned=100, last_loss=1.0
        )
    job = client.get(f"/v1/jobs/{job_id}").json()
    assert (job["state"], job["phase"], job["steps"]) == ("running", "reference", {"done": 40, "planned": 200})
    assert job["started_at"]


def test_a_failed_job_says_why_in_a_problem_object(client: TestClient, engine: Engine) -> None:
    job_id = submitted(engine)
    with transaction(engine) as connection:
        advancing.fail(connection, job_id, 0, PROBLEM)
    assert client.get(f"/v1/jobs/{job_id}").json()["error"] == {
        **PROBLEM,
        "status": None,
        "instance": None,
        "errors": None,
    }


@pytest.mark.parametrize("limit", [1, 2, 5, 6])
def test_jobs_are_listed_page_by_page(limit: int, client: TestClient, engine: Engine) -> None:
    made = [str(submitted(engine)) for _ in range(5)]
    assert [job["id"] for job in items(client, "/v1/jobs", limit=limit)] == made[::-1]


def test_jobs_are_filtered(client: TestClient, engine: Engine) -> None:
    sick = str(concluded(engine, report([finding(code="OUT501")]), name="sick"))
    submitted(engine, name="new")
    for query in ({"state": "succeeded"}, {"verdict": "not_learning"}, {"code": "OUT501"}, {"name": "sick"}):
        assert [job["id"] for job in items(client, "/v1/jobs", **query)] == [sick], query
    assert items(client, "/v1/jobs", batch=str(uuid4())) == []
    assert items(client, "/v1/jobs", created_after="2999-01-01T00:00:00Z") == []
    assert len(items(client, "/v1/jobs", created_before="2999-01-01T00:00:00+02:00")) == 2


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ({"limit": 0}, "limit"),
        ({"limit": 201}, "limit"),
        ({"limit": "many"}, "limit"),
        ({"state": "asleep"}, "state"),
        ({"sate": "queued"}, "sate"),
        ({"cursor": "garbage"}, "cursor"),
        ({"cursor": "InVuZCI"}, "cursor"),
        ({"cursor": "\u00e4"}, "cursor"),
        ({"name": ""}, "name"),
        ({"name": "nul\0"}, "name"),
        ({"code": "x" * 201}, "code"),
        ({"batch": "7"}, "batch"),
        ({"created_after": "yesterday"}, "created_after"),
        ({"created_after": "2026-01-01T00:00:00"}, "created_after"),
    ],
)
def test_a_wrong_parameter_is_named_and_quoted(query: dict[str, Any], parameter: str, client: TestClient) -> None:
    answer = client.get("/v1/jobs", params=query)
    assert answer.status_code == 400
    (fault,) = answer.json()["errors"]
    assert fault["parameter"] == parameter
    assert fault["value"]


@pytest.mark.parametrize("address", ["/v1/jobs/{}", "/v1/jobs/{}/report", "/v1/jobs/{}/trials", "/v1/trials/{}"])
@pytest.mark.parametrize("id_", ["3721dc88-59cb-4d82-a854-016e2d9fe44d", "7", "not-an-id", "%00", "\u00fc"])
def test_an_id_that_names_nothing_is_not_found(address: str, id_: str, client: TestClient) -> None:
    answer = client.get(address.format(id_))
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_job_is_cancelled_once(client: TestClient, engine: Engine) -> None:
    job_id = submitted(engine)
    answer = client.post(f"/v1/jobs/{job_id}/cancel")
    assert (answer.status_code, answer.json()["state"]) == (200, "cancelled")
    again = client.post(f"/v1/jobs/{job_id}/cancel")
    assert (again.status_code, again.json()["type"], again.json()["state"]) == (409, "/docs#already-ended", "cancelled")


def test_a_deleted_job_is_gone(client: TestClient, engine: Engine) -> None:
    job_id, _ = with_trials(engine, "a")
    assert client.delete(f"/v1/jobs/{job_id}").status_code == 204
    assert client.get(f"/v1/jobs/{job_id}").status_code == 404
    assert client.delete(f"/v1/jobs/{job_id}").status_code == 404


def test_trials_are_listed_with_what_is_known_about_them(client: TestClient, engine: Engine) -> None:
    job_id, added = with_trials(engine, "a", "b")
    claim = claimed(engine, added["a"])
    snapshots = [{"step": 0, "layers": {}}, {"step": 1, "layers": {}}]
    with transaction(engine) as connection:
        trials.heartbeat(
            connection,
            added["a"],
            claim.token,
            lease_seconds=9,
            steps_done=1,
            steps_planned=100,
            last_loss=float("nan"),
        )
        trials.finish(connection, added["a"], claim.token, record(losses=[2.5, "NaN"], snapshots=snapshots))
    first, second = items(client, f"/v1/jobs/{job_id}/trials", limit=1)
    assert (first["key"], first["state"], first["verdict"], first["last_loss"]) == ("a", "succeeded", "learning", "NaN")
    assert (first["steps"], first["job"]) == ({"done": 3, "planned": 100}, str(job_id))
    assert (second["key"], second["state"], second["verdict"]) == ("b", "queued", None)
    assert client.get(f"/v1/trials/{added['a']}").json() == {
        **first,
        "record": {"key": "a", "verdict": "learning", "steps": 3},
    }
    assert client.get(f"/v1/trials/{added['a']}/series").json() == {"series": {"loss": [2.5, "NaN"]}}
    assert items(client, f"/v1/trials/{added['a']}/snapshots", limit=1) == snapshots
    assert client.get(f"/v1/trials/{added['b']}/series").json() == {"series": {}}


def test_a_report_comes_as_it_was_stored(client: TestClient, engine: Engine) -> None:
    document = report([finding()], extra={"z": 1, "a": [1.0, 1e22]})
    job_id = concluded(engine, document)
    answer = client.get(f"/v1/jobs/{job_id}/report")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    assert answer.text == json.dumps(document, separators=(",", ":"))


@pytest.mark.parametrize(("query", "accept"), [("?format=text", "*/*"), ("", "text/plain"), ("", "text/*, */*;q=0.5")])
def test_a_report_is_given_as_text_to_whoever_wants_it(
    query: str, accept: str, client: TestClient, engine: Engine
) -> None:
    everything = whole(engine)
    answer = client.get(f"/v1/jobs/{everything.job_id}/report{query}", headers={"Accept": accept})
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.text == render(everything.report)


def test_a_whole_report_can_be_read_back(client: TestClient, engine: Engine) -> None:
    everything = whole(engine)
    read = Report.model_validate_json(client.get(f"/v1/jobs/{everything.job_id}/report").content)
    assert read.model_dump_json() == everything.report.model_dump_json()


@pytest.mark.parametrize(
    "accept", ["*/*", "application/json", "text/html;q=0.1, */*", "text/plain;q=0.5, application/*"]
)
def test_json_is_given_to_whoever_takes_it(accept: str, client: TestClient, engine: Engine) -> None:
    answer = client.get(f"/v1/jobs/{concluded(engine)}/report", headers={"Accept": accept})
    assert answer.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize(("query", "accept"), [("?format=markdown", "*/*"), ("", "text/markdown")])
def test_a_report_is_given_as_markdown(query: str, accept: str, client: TestClient, engine: Engine) -> None:
    everything = whole(engine)
    answer = client.get(f"/v1/jobs/{everything.job_id}/report{query}", headers={"Accept": accept})
    assert answer.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert answer.text == markdown.render(everything.report)


@pytest.mark.parametrize(("query", "accept"), [("?format=sarif", "*/*"), ("", "application/sarif+json")])
def test_the_findings_of_a_report_are_given_as_sarif(
    query: str, accept: str, client: TestClient, engine: Engine
) -> None:
    everything = whole(engine)
    answer = client.get(f"/v1/jobs/{everything.job_id}/report{query}", headers={"Accept": accept})
    assert answer.headers["Content-Type"] == "application/sarif+json"
    assert answer.text == sarif.of_report(everything.report)


def test_a_form_that_nobody_has_is_a_wrong_parameter(client: TestClient, engine: Engine) -> None:
    assert client.get(f"/v1/jobs/{concluded(engine)}/report", params={"format": "pdf"}).status_code == 400


def test_whoever_takes_nothing_that_there_is_is_told_what_there_is(client: TestClient, engine: Engine) -> None:
    answer = client.get(f"/v1/jobs/{concluded(engine)}/report", headers={"Accept": "application/pdf"})
    assert answer.status_code == 406
    assert "json, text, html, sarif, markdown" in answer.json()["detail"]


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(("query", "accept"), [("?format=html", "*/*"), ("", "text/html"), ("", BROWSER)])
def test_a_report_is_given_as_a_page_to_browsers(query: str, accept: str, client: TestClient, engine: Engine) -> None:
    everything = whole(engine)
    answer = client.get(f"/v1/jobs/{everything.job_id}/report{query}", headers={"Accept": accept})
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Vary"] == "Accept"
    assert answer.headers["Content-Security-Policy"] == f"{html.policy()}; frame-ancestors 'none'"
    assert answer.text == html.render(everything.report)


def test_the_page_is_documented(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    answers = document["paths"]["/v1/jobs/{job_id}/report"]["get"]["responses"]
    assert set(answers["200"]["content"]) == {
        *("application/json", "application/sarif+json", "text/html", "text/markdown", "text/plain"),
    }


def test_a_job_that_runs_has_no_report_yet(client: TestClient, engine: Engine) -> None:
    job_id, _ = with_trials(engine, "a")
    answer = client.get(f"/v1/jobs/{job_id}/report")
    assert (answer.status_code, answer.json()["state"]) == (409, "running")


def test_a_job_that_failed_has_no_report_and_says_why(client: TestClient, engine: Engine) -> None:
    job_id = submitted(engine)
    with transaction(engine) as connection:
        advancing.fail(connection, job_id, 0, PROBLEM)
    answer = client.get(f"/v1/jobs/{job_id}/report")
    assert (answer.status_code, answer.json()["state"], answer.json()["error"]) == (404, "failed", PROBLEM)
    assert "It failed" in answer.json()["detail"]


def test_findings_and_fixes_are_listed_across_jobs(client: TestClient, engine: Engine) -> None:
    from tests.store.cases import fix

    first = [finding(code="OUT501", severity="info"), finding()]
    concluded(engine, report(first, [fix(addresses=[first[1]["id"]])]))
    last = UUID(str(concluded(engine, report([finding()]))))
    codes = [(found["code"], found["job"] == str(last)) for found in items(client, "/v1/findings", limit=1)]
    assert codes == [("TRN404", True), ("OUT501", False), ("TRN404", False)]
    (found,) = items(client, "/v1/findings", code="OUT501")
    assert {name: found[name] for name in first[0]} == first[0]
    assert items(client, "/v1/findings", severity="warning") == []
    assert [proposed["name"] for proposed in items(client, "/v1/fixes", code="TRN404")] == ["he-initialisation"]
    assert items(client, "/v1/fixes", status="proven") == []


def test_the_example_job_is_listed_under_its_name(client: TestClient) -> None:
    job = client.post("/v1/jobs", json=JOB).json()
    assert items(client, "/v1/jobs", name=JOB["name"]) == [job]
