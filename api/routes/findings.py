"""Findings across jobs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api import cursors
from api.documented import problems
from api.models.body import Listed
from api.models.findings import Finding, FindingQuery
from api.services import Given
from store.repositories import findings

router = APIRouter(prefix="/v1/findings", tags=["findings"])


@router.get("", responses=problems(400))
def list_findings(query: Annotated[FindingQuery, Query()], given: Given) -> Listed[Finding]:
    """What was found in concluded jobs, the newest job first."""
    after = cursors.by_place.read(query.cursor)
    with given.transaction() as connection:
        page = findings.page_of(connection, query.filter(), query.limit, after)
    return Listed(items=[Finding.of(found) for found in page.items], next_cursor=cursors.by_place.write(page.next))
