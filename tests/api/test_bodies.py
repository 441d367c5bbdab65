"""Bodies that are not JSON, too large, or hostile: a problem, never a failure of the service."""

from __future__ import annotations

import json
from collections.abc import Iterator

import httpx
import pytest
from starlette.testclient import TestClient

from api.examples import JOB

JSON = {"Content-Type": "application/json"}


def post(
    client: httpx.Client, body: bytes | str | Iterator[bytes], content_type: str = "application/json"
) -> httpx.Response:
    answer = client.post("/v1/jobs", content=body, headers={"Content-Type": content_type} if content_type else {})
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == answer.status_code
    return answer


def test_text_instead_of_json_is_quoted(client: TestClient) -> None:
    answer = post(client, "please train my network")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["value"] == '"please train my network"'


def test_broken_json_is_quoted_with_the_place_of_the_fault(client: TestClient) -> None:
    answer = post(client, '{"name": "x", }')
    assert answer.status_code == 400
    assert "at character 14" in answer.json()["detail"]
    assert answer.json()["errors"][0]["value"] == json.dumps('{"name": "x", }')


def test_a_long_body_is_quoted_short(client: TestClient) -> None:
    assert len(post(client, "x" * 100_000).text) < 1000


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "application/yaml", ""])
def test_another_media_type_is_refused(content_type: str, client: TestClient) -> None:
    answer = post(client, json.dumps(JOB), content_type)
    assert answer.status_code == 415
    assert repr(content_type) in answer.json()["detail"] or not content_type


@pytest.mark.parametrize("content_type", ["application/json; charset=utf-8", "APPLICATION/JSON"])
def test_json_may_be_declared_in_any_way(content_type: str, client: TestClient) -> None:
    answer = client.post("/v1/jobs", content=json.dumps(JOB), headers={"Content-Type": content_type})
    assert answer.status_code == 202


def test_an_empty_body_is_refused(client: TestClient) -> None:
    answer = post(client, b"")
    assert answer.status_code == 400
    assert "empty" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"name": "\xff\xfe"}', 400),
        (b"\xff" * 10, 400),
        (b'{"name": NaN}', 422),
        (b'{"training": {"epochs": 1e999}}', 422),
        (b'{"training": {"epochs": ' + b"9" * 5000 + b"}}", 400),
        (b'{"training": {"epochs": ' + b"9" * 100 + b"}}", 422),
        (b'{"dataset": ' + b"[" * 100 + b"]" * 100 + b"}", 422),
        (b'{"dataset": ' + b"[" * 900 + b"]" * 900 + b"}", 422),
        (b'{"dataset": ' + b'{"a":' * 900 + b"1" + b"}" * 901, 422),
        (b"[" * 100_000 + b"]" * 100_000, 400),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, 400),
        (b'"\\ud800"', 422),
        (b'{"\\ud800": 1}', 422),
        (b'{"\\u0000": 1}', 422),
        (b"null", 422),
        (b"\xef\xbb\xbf{}", 422),
    ],
)
def test_hostile_json_is_refused(body: bytes, status: int, client: TestClient) -> None:
    assert post(client, body).status_code == status


def test_a_body_over_the_limit_is_refused_by_its_declared_length(service: httpx.Client) -> None:
    answer = post(service, b" " * (10 * 2**20 + 1))
    assert answer.status_code == 413
    assert str(10 * 2**20) in answer.json()["detail"]


def test_a_body_over_the_limit_is_refused_though_its_length_is_not_declared(service: httpx.Client) -> None:
    answer = post(service, (b" " * 2**20 for _ in range(12)))
    assert answer.status_code == 413


def test_a_large_body_under_the_limit_is_read(client: TestClient) -> None:
    body = json.dumps(JOB) + " " * (10 * 2**20 - 2000)
    assert client.post("/v1/jobs", content=body, headers=JSON).status_code == 202
