"""From exceptions to problem documents (RFC 9457). Nothing else in the service knows status codes of refusals."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote as quote_path

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy import exc as database
from starlette.exceptions import HTTPException

from api import refusals
from diagnostics.data.remote.errors import FetchError
from diagnostics.spec.errors import SpecError, quote
from store import errors as store

MEDIA_TYPE = "application/problem+json"
MOST_ERRORS = 100
RETRY_SECONDS = 2
UNDEFINED_TABLE = "42P01"

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sort:
    """A sort of problem: its status code, the word that names it in the documentation, and its title."""

    status: int
    word: str
    title: str


SORTS: Mapping[type[Exception], Sort] = {
    SpecError: Sort(422, "invalid-spec", "The spec cannot be a job"),
    store.NotStored: Sort(404, "not-found", "There is no such thing"),
    store.KeyReused: Sort(409, "key-reused", "The Idempotency-Key was used for another request"),
    store.AlreadyEnded: Sort(409, "already-ended", "The job has already ended"),
    store.SchemaError: Sort(503, "not-migrated", "The database is not ready for this version"),
    refusals.BodyUnreadable: Sort(400, "invalid-json", "The body is not JSON"),
    refusals.BodyTooLarge: Sort(413, "too-large", "The body is too large"),
    refusals.EmptyBody: Sort(400, "empty", "The body is empty"),
    refusals.NotDeclaredBinary: Sort(415, "not-binary", "The body is not declared to be a file"),
    refusals.NoUploads: Sort(409, "no-uploads", "This server keeps no uploads"),
    store.UploadsFull: Sort(507, "uploads-full", "There is no room for another upload"),
    FetchError: Sort(503, "not-fetched", "What the job names could not be fetched"),
    refusals.WrongMediaType: Sort(415, "media-type", "The body is not declared to be JSON"),
    refusals.NoSuchForm: Sort(406, "no-such-form", "The report cannot be given in this form"),
    refusals.NoReportYet: Sort(409, "no-report-yet", "There is no report yet"),
    refusals.NoReport: Sort(404, "no-report", "The job ended without a report"),
    refusals.NoModelYet: Sort(409, "no-model-yet", "There is no model yet"),
    refusals.NoModel: Sort(404, "no-model", "The job has no model"),
    refusals.PatchConflict: Sort(409, "patch-conflict", "The patch does not apply"),
    refusals.TooManyInspections: Sort(503, "busy", "The service looks at other data"),
    refusals.InspectionTooLong: Sort(422, "too-much-data", "The data take too long to look at"),
    refusals.BadParameter: Sort(400, "bad-parameter", "A parameter is not what it should be"),
}
UNAVAILABLE = Sort(503, "unavailable", "The database cannot be reached")
_UNAVAILABLE_ERRORS = (database.OperationalError, database.InterfaceError, database.TimeoutError)


def install(app: FastAPI) -> None:
    """Answer every exception that means a refusal with its problem document."""
    for kind in SORTS:
        app.add_exception_handler(kind, _refused)
    for kind in _UNAVAILABLE_ERRORS:
        app.add_exception_handler(kind, _unavailable)
    app.add_exception_handler(database.ProgrammingError, _rejected_statement)
    app.add_exception_handler(RequestValidationError, _not_valid)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(Exception, _bug)


async def _refused(request: Request, error: Exception) -> Response:
    sort = next(SORTS[kind] for kind in type(error).__mro__ if kind in SORTS)
    if isinstance(error, SpecError):
        count = len(error.problems)
        detail = f"{count} {'fault' if count == 1 else 'faults'} in the body"
        return _problem(request, sort, detail, refusals.listed(error.problems))
    return _problem(request, sort, str(error), getattr(error, "errors", ()), _more_of(error))


async def _unavailable(request: Request, error: Exception) -> Response:
    _log.warning("the database cannot be used: %s", error)
    return _problem(
        request,
        UNAVAILABLE,
        f"try again in {RETRY_SECONDS} seconds; an Idempotency-Key keeps a job from being made twice",
    )


async def _rejected_statement(request: Request, error: Exception) -> Response:
    assert isinstance(error, database.ProgrammingError)
    if getattr(error.orig, "sqlstate", None) != UNDEFINED_TABLE:
        raise error
    return await _refused(request, store.SchemaError("the database has no tables; run `alembic upgrade head`"))


async def _not_valid(request: Request, error: Exception) -> Response:
    """What FastAPI checks: the form of ids (a wrong one names nothing), parameters, and that the body is JSON."""
    assert isinstance(error, RequestValidationError)
    for found in error.errors():
        if found["loc"][0] == "path":
            kind = str(found["loc"][-1]).removesuffix("_id")
            return await _refused(request, store.NotStored(kind, quote(found["input"])))
        if found["loc"][0] == "body":
            return await _refused(request, _body_refusal(error, found))
    bad = [refusals.bad_parameter(found) for found in error.errors()]
    return _problem(request, SORTS[refusals.BadParameter], f"{bad[0]['parameter']}: {bad[0]['detail']}", bad)


def _body_refusal(error: RequestValidationError, first: Mapping[str, Any]) -> refusals.Refusal:
    if first["type"] == "json_invalid":
        place = f"{first['ctx']['error']} at character {first['loc'][-1]}"
        return refusals.BodyUnreadable(place, quote(error.body))
    return refusals.BodyUnreadable("it is empty")


async def _http_error(request: Request, error: Exception) -> Response:
    """What the framework itself refuses: unknown addresses and methods, and bodies that cannot be read."""
    assert isinstance(error, HTTPException)
    cause = error.__cause__
    if isinstance(cause, refusals.Refusal):
        return await _refused(request, cause)
    if error.status_code == HTTPStatus.BAD_REQUEST and cause is not None:
        return await _refused(request, refusals.BodyUnreadable(str(cause)))
    sort = Sort(error.status_code, "", HTTPStatus(error.status_code).phrase)
    return _problem(request, sort, f"{request.method} {_address(request)}: {error.detail}", headers=error.headers)


async def _bug(request: Request, error: Exception) -> Response:
    """The framework raises the exception on, so the server's log has its traceback."""
    sort = Sort(500, "bug", "The service failed")
    return _problem(request, sort, f"this is a fault of the service ({type(error).__name__}), not of the request")


def _problem(
    request: Request,
    sort: Sort,
    detail: str,
    errors: Sequence[Mapping[str, Any]] = (),
    more: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    kind = f"/docs#{sort.word}" if sort.word else "about:blank"
    document = {"type": kind, "title": sort.title, "status": sort.status, "detail": detail}
    document |= {"instance": _address(request), **(more or {})}
    if errors:
        document["errors"] = list(errors[:MOST_ERRORS])
    wait = {"Retry-After": str(RETRY_SECONDS)} if sort.status == HTTPStatus.SERVICE_UNAVAILABLE else {}
    # ASCII: what was received, and is quoted here, may hold what UTF-8 cannot.
    body = json.dumps(document, ensure_ascii=True)
    return Response(body, sort.status, {**(headers or {}), **wait}, MEDIA_TYPE)


def _more_of(error: Exception) -> Mapping[str, Any]:
    """What a client may act on without reading the message."""
    named = {name: getattr(error, name, None) for name in ("state", "job_id", "error")}
    return {name: str(value) if name == "job_id" else value for name, value in named.items() if value is not None}


def _address(request: Request) -> str:
    return quote_path(request.url.path, safe="/:@!$&'()*+,;=~-._")
