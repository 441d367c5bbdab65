"""Trials as they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, exists, select

from store.errors import NotStored
from store.repositories import job_queries
from store.repositories.pages import Page, page
from store.states import State
from store.tables import series, snapshots, trials

Document = dict[str, Any]


@dataclass(frozen=True)
class Trial:
    """A trial without its plan, losses and snapshots."""

    id: UUID
    job_id: UUID
    plan_key: str
    position: int
    role: str
    seed: int
    fix: str | None
    state: State
    attempts: int
    worker: str | None
    device: str | None
    steps_done: int
    steps_planned: int | None
    last_loss: float | None
    record: Document | None
    error: Document | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


_SHOWN = tuple(trials.c[name] for name in Trial.__dataclass_fields__)


def get(connection: Connection, trial_id: UUID) -> Trial:
    """Raises NotStored where there is no such trial."""
    row = connection.execute(select(*_SHOWN).where(trials.c.id == trial_id)).first()
    if row is None:
        raise NotStored("trial", trial_id)
    return Trial(**row._mapping)


def page_of(connection: Connection, job_id: UUID, limit: int, after: int | None) -> Page[Trial, int]:
    """The trials of a job in the order of their plans, from the one after position `after`.

    Raises:
        NotStored: there is no such job.
    """
    if not job_queries.exists_job(connection, job_id):
        raise NotStored("job", job_id)
    statement = select(*_SHOWN).where(trials.c.job_id == job_id).order_by(trials.c.position).limit(limit + 1)
    if after is not None:
        statement = statement.where(trials.c.position > after)
    found = [Trial(**row._mapping) for row in connection.execute(statement)]
    return page(found, limit, lambda trial: trial.position)


def series_of(connection: Connection, trial_id: UUID) -> dict[str, list[float]]:
    """Every series of a trial by name; none before it finished. Raises NotStored where there is no such trial."""
    _must_exist(connection, trial_id)
    rows = connection.execute(select(series.c.name, series.c.points).where(series.c.trial_id == trial_id))
    return {row.name: row.points for row in rows}


def snapshots_of(connection: Connection, trial_id: UUID, limit: int, after: int | None) -> Page[Document, int]:
    """What the probes saw, from the step after `after`; none before the trial finished.

    Raises:
        NotStored: there is no such trial.
    """
    _must_exist(connection, trial_id)
    statement = select(snapshots.c.data).where(snapshots.c.trial_id == trial_id).order_by(snapshots.c.step)
    if after is not None:
        statement = statement.where(snapshots.c.step > after)
    found = list(connection.scalars(statement.limit(limit + 1)))
    return page(found, limit, lambda seen: int(seen["step"]))


def _must_exist(connection: Connection, trial_id: UUID) -> None:
    if not connection.scalar(select(exists().where(trials.c.id == trial_id))):
        raise NotStored("trial", trial_id)
