"""Fixes across jobs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api import cursors
from api.documented import problems
from api.models.body import Listed
from api.models.fixes import Fix, FixQuery
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
