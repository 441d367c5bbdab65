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

_FORMS = {"content": {"text/plain": {"schema": {"type": "string"}}}, "description": "The report."}


@router.get("/{job_id}/report", response_model=Report, responses={200: _FORMS, **problems(400, 404, 406, 409)})
def get_report(
    job_id: UUID,
    given: Given,
    format: Annotated[  # noqa: A002  the name in the address
        Format | None, Query(description="This version gives json and text. Default: by the Accept header.")
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
        return Response(report, media_type="application/json", headers={"Vary": "Accept"})
    from diagnostics.report.text import render

    return Response(render(Report.model_validate_json(report)), media_type="text/plain", headers={"Vary": "Accept"})
