"""Trials of jobs, their series and their snapshots."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from api import cursors
from api.documented import problems
from api.models.body import Listed
from api.models.lists import ListQuery
from api.models.trials import Series, Snapshots, Trial, WholeTrial
from api.services import Given
from store.repositories import trial_queries

router = APIRouter(prefix="/v1", tags=["trials"])


@router.get("/jobs/{job_id}/trials", responses=problems(400, 404))
def list_trials(job_id: UUID, query: Annotated[ListQuery, Query()], given: Given) -> Listed[Trial]:
    """The trials of a job in the order in which they were planned."""
    after = cursors.by_position.read(query.cursor)
    with given.transaction() as connection:
        page = trial_queries.page_of(connection, job_id, query.limit, after)
    items = [Trial.of(trial) for trial in page.items]
    return Listed(items=items, next_cursor=cursors.by_position.write(page.next))


@router.get("/trials/{trial_id}", responses=problems(404))
def get_trial(trial_id: UUID, given: Given) -> WholeTrial:
    """One training run."""
    with given.transaction() as connection:
        return WholeTrial.of(trial_queries.get(connection, trial_id))


@router.get("/trials/{trial_id}/series", responses=problems(404))
def get_series(trial_id: UUID, given: Given) -> Series:
    """The exact loss of every step's batch."""
    with given.transaction() as connection:
        return Series(series=trial_queries.series_of(connection, trial_id))


@router.get("/trials/{trial_id}/snapshots", responses=problems(400, 404))
def list_snapshots(trial_id: UUID, query: Annotated[ListQuery, Query()], given: Given) -> Snapshots:
    """What the probes saw, step by step."""
    after = cursors.by_position.read(query.cursor)
    with given.transaction() as connection:
        page = trial_queries.snapshots_of(connection, trial_id, query.limit, after)
    return Snapshots(items=list(page.items), next_cursor=cursors.by_position.write(page.next))
