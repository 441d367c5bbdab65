"""Reports of jobs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Query, Response

from api.documented import problems
from api.forms import Form, form_of
from api.refusals import NoReport, NoReportYet
from api.services import Given
from diagnostics.report.model import Report
from store.repositories import job_queries
from store.states import UNFINISHED

router = APIRouter(prefix="/v1/jobs", tags=["jobs"])

_VARY = {"Vary": "Accept"}
_TEXT = {"schema": {"type": "string"}}
_SARIF = "application/sarif+json"
_FORMS = {
    "content": {
        **dict.fromkeys(("text/plain", "text/html", "text/markdown"), _TEXT),
        _SARIF: {"schema": {"type": "object"}},
    },
    "description": "The report.",
}


@router.get("/{job_id}/report", response_model=Report, responses={200: _FORMS, **problems(400, 404, 406, 409)})
def get_report(
    job_id: UUID,
    given: Given,
    format: Annotated[  # noqa: A002  the name in the address
        Form | None, Query(description="The form of the report. Default: by Accept.")
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
    return _RENDERED[form](Report.model_validate_json(report))


def _text(report: Report) -> Response:
    from diagnostics.report.text import render

    return Response(render(report), media_type="text/plain", headers=_VARY)


def _markdown(report: Report) -> Response:
    from diagnostics.report.markdown import render

    return Response(render(report), media_type="text/markdown", headers=_VARY)


def _sarif(report: Report) -> Response:
    from diagnostics.report.sarif import of_report

    return Response(of_report(report), media_type=_SARIF, headers=_VARY)


def _page(report: Report) -> Response:
    from diagnostics.report.html import policy, render

    # The page's own policy, and what only a header can say.
    headers = _VARY | {"Content-Security-Policy": f"{policy()}; frame-ancestors 'none'"}
    return Response(render(report), media_type="text/html", headers=headers)


_RENDERED: dict[Form, Callable[[Report], Response]] = {
    "text": _text,
    "html": _page,
    "markdown": _markdown,
    "sarif": _sarif,
}
