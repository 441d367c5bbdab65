"""Reports of jobs."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Query, Response

from api.documented import problems
from api.forms import Form, Format, form_of
from api.refusals import NoReport, NoReportYet
from api.services import Given
from diagnostics.report.model import Report
from store.repositories import job_queries
from store.states import UNFINISHED

router = APIRouter(prefix="/v1/jobs", tags=["jobs"])

_VARY = {"Vary": "Accept"}
_TEXT = {"schema": {"type": "string"}}
_FORMS = {"content": {"text/plain": _TEXT, "text/html": _TEXT}, "description": "The report."}


@router.get("/{job_id}/report", response_model=Report, responses={200: _FORMS, **problems(400, 404, 406, 409)})
def get_report(
    job_id: UUID,
    given: Given,
    format: Annotated[  # noqa: A002  the name in the address
        Format | None, Query(description="This version gives json, text and html. Default: by Accept.")
    ] = None,
    accept: Annotated[str | None, Header(include_in_schema=False)] = None,
) -> Response:
    """What was found, what was tried, and what worked."""
    form = form_of(format, accept)
    with given.transaction() as connection:
        stored = job_queries.report(connection, job_id)
    if stored.text is None:
        if stored.state in UNFINISHED:
            raise NoReportYet(job_id, stored.state)
        raise NoReport(job_id, stored.state, stored.error)
    return _shown(stored.text, form)


def _shown(report: str, form: Form) -> Response:
    if form == "json":
        return Response(report, media_type="application/json", headers=_VARY)
    read = Report.model_validate_json(report)
    return _page(read) if form == "html" else _text(read)


def _text(report: Report) -> Response:
    from diagnostics.report.text import render

    return Response(render(report), media_type="text/plain", headers=_VARY)


def _page(report: Report) -> Response:
    from diagnostics.report.html import policy, render

    # The page's own policy, and what only a header can say.
    headers = _VARY | {"Content-Security-Policy": f"{policy()}; frame-ancestors 'none'"}
    return Response(render(report), media_type="text/html", headers=headers)
