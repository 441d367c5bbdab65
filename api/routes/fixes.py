"""Fixes across jobs."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, BackgroundTasks, Query, Response

from api import cursors
from api.accepting import accept
from api.admission import admitted
from api.applying import applied, read_application
from api.documented import problems
from api.examples import APPLICATION
from api.models.body import Described, Listed, json_body
from api.models.fixes import Application, Fix, FixQuery
from api.models.jobs import Job
from api.routes.keys import Key
from api.routes.reading import may_read_json
from api.services import Given
from store.repositories import fixes

router = APIRouter(prefix="/v1/fixes", tags=["fixes"])


@router.get("", responses=problems(400))
def list_fixes(query: Annotated[FixQuery, Query()], given: Given) -> Listed[Fix]:
    """What the reports of concluded jobs propose, the newest job first."""
    after = cursors.by_place.read(query.cursor)
    with given.transaction() as connection:
        page = fixes.page_of(connection, query.filter(), query.limit, after)
    return Listed(items=[Fix.of(fix) for fix in page.items], next_cursor=cursors.by_place.write(page.next))


@router.post(
    "/{fix_id}/apply", status_code=201, dependencies=[may_read_json], responses=problems(400, 404, 409, 413, 415, 422)
)
def apply_fix(
    fix_id: UUID,
    given: Given,
    response: Response,
    later: BackgroundTasks,
    document: Annotated[Any, Described(Application), json_body({"train with the fix": APPLICATION})] = None,
    idempotency_key: Key = None,
) -> Job:
    """Make a job of the one that proposes a fix, with the fix applied; whatever is known about it so far."""
    application = read_application(document)
    with given.transaction() as connection:
        change = fixes.change(connection, fix_id)
    new = admitted(applied(fix_id, change, application), given.settings, idempotency_key, change.job_id)
    return accept(new, given, response, later)
