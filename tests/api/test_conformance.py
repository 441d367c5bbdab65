"""The service does what its OpenAPI document says, whatever is sent to it."""

from __future__ import annotations

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from schemathesis.checks import CheckFunction, not_a_server_error
from schemathesis.specs.openapi import checks
from sqlalchemy import Engine

from api.app import create_app
from store.db import transaction
from store.repositories import batches
from store.settings import Settings
from tests.api.whole import whole
from tests.store.cases import new_job

CHECKS: list[CheckFunction] = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.unsupported_method,
]


@pytest.fixture
def known(engine: Engine) -> dict[str, str]:
    """Parameters of addresses that name something."""
    everything = whole(engine)
    with transaction(engine) as connection:
        batch = batches.create(connection, "batch", [new_job(), new_job()])
    return {
        "job_id": str(everything.job_id),
        "trial_id": str(everything.trial_id),
        "batch_id": str(batch.id),
        "fix_id": everything.report.fixes[0].id,
        "code": "TRN404",
    }


# A batch and an inspection hold what a job holds: going through every key of the spec once is enough, the more so as
# each inspection starts a process.
ONCE = ("/v1/batches", "/v1/datasets/inspect")
CONFIG = {"operations": [{"include-path": path, "phases": {"coverage": {"enabled": False}}} for path in ONCE]}
# The document is the same wherever the service runs; the calls go to one with a database.
schema = schemathesis.openapi.from_asgi(
    "/openapi.json", create_app(Settings()), config=schemathesis.Config.from_dict(CONFIG)
)


@pytest.fixture
def app(known: dict[str, str], settings: Settings) -> FastAPI:
    return create_app(settings)


@schema.parametrize()
@hypothesis_settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_whatever_is_sent_is_answered_as_documented(
    case: schemathesis.Case, app: FastAPI, known: dict[str, str]
) -> None:
    case.call_and_validate(app=app, checks=CHECKS)
    if case.path_parameters:
        case.path_parameters.update({name: known[name] for name in case.path_parameters})
        case.call_and_validate(app=app, checks=CHECKS)
