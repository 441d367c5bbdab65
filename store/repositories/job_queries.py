"""Jobs as they are shown: where they stand, and lists of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, Text, case, cast, exists, func, select, true

from store.errors import NotStored
from store.repositories.pages import Page, page, within
from store.states import UNFINISHED, Device, State
from store.tables import findings, jobs, trials


@dataclass(frozen=True)
class Job:
    """A job without its documents; steps are summed over the trials known so far."""

    id: UUID
    name: str | None
    state: State
    phase: str | None
    device: Device
    verdict: str | None
    error: dict[str, Any] | None
    parent_id: UUID | None
    batch_id: UUID | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    steps_done: int
    steps_planned: int


@dataclass(frozen=True)
class JobFilter:
    """What a list is narrowed to; a code matches jobs with a finding of that code."""

    state: State | None = None
    verdict: str | None = None
    code: str | None = None
    batch_id: UUID | None = None
    parent_id: UUID | None = None
    name: str | None = None
    created_after: datetime | None = None
    created_before: datetime | None = None


@dataclass(frozen=True)
class ReportText:
    """A report as JSON text, and why there is none yet."""

    state: State
    text: str | None
    error: dict[str, Any] | None


@dataclass(frozen=True)
class Training:
    """What is known of the model that a job trains; `trial_id` is its reference trial, once that has succeeded."""

    name: str | None
    state: State
    mode: str
    error: dict[str, Any] | None
    trial_id: UUID | None


def get(connection: Connection, job_id: UUID) -> Job:
    """Raises NotStored where there is no such job."""
    row = connection.execute(_select_jobs().where(jobs.c.id == job_id)).first()
    if row is None:
        raise NotStored("job", job_id)
    return Job(**row._mapping)


def page_of(connection: Connection, wanted: JobFilter, limit: int, after: UUID | None) -> Page[Job, UUID]:
    """The newest jobs first, those older than job `after` where given."""
    statement = _select_jobs().where(*_conditions(wanted)).order_by(jobs.c.id.desc()).limit(limit + 1)
    if after is not None:
        statement = statement.where(jobs.c.id < after)
    found = [Job(**row._mapping) for row in connection.execute(statement)]
    return page(found, limit, lambda job: job.id)


def report(connection: Connection, job_id: UUID) -> ReportText:
    """The report just as it was stored. Raises NotStored where there is no such job."""
    statement = select(jobs.c.state, cast(jobs.c.report, Text), jobs.c.error).where(jobs.c.id == job_id)
    row = connection.execute(statement).first()
    if row is None:
        raise NotStored("job", job_id)
    return ReportText(*row)


def training(connection: Connection, job_id: UUID) -> Training:
    """Raises NotStored where there is no such job."""
    mode = jobs.c.resolved["diagnosis"]["mode"].as_string()
    reference = (trials.c.job_id == jobs.c.id) & (trials.c.role == "reference") & (trials.c.state == "succeeded")
    columns = (jobs.c.name, jobs.c.state, mode, jobs.c.error, trials.c.id)
    row = connection.execute(select(*columns).join(trials, reference, isouter=True).where(jobs.c.id == job_id)).first()
    if row is None:
        raise NotStored("job", job_id)
    return Training(*row)


def exists_job(connection: Connection, job_id: UUID) -> bool:
    """Whether there is such a job."""
    return bool(connection.scalar(select(exists().where(jobs.c.id == job_id))))


def _select_jobs() -> Select[Any]:
    # A trial that has ended takes no more steps, however many were planned.
    open_ended = (trials.c.state.in_(UNFINISHED), func.coalesce(trials.c.steps_planned, trials.c.steps_done))
    planned = case(open_ended, else_=trials.c.steps_done)
    steps = (
        select(
            func.coalesce(func.sum(trials.c.steps_done), 0).label("steps_done"),
            func.coalesce(func.sum(planned), 0).label("steps_planned"),
        )
        .where(trials.c.job_id == jobs.c.id)
        .lateral("steps")
    )
    names = [name for name in Job.__dataclass_fields__ if name in jobs.c]
    return select(*(jobs.c[name] for name in names), steps.c.steps_done, steps.c.steps_planned).join(steps, true())


def _conditions(wanted: JobFilter) -> list[ColumnElement[bool]]:
    columns = ("state", "verdict", "name", "batch_id", "parent_id")
    equal = {column: getattr(wanted, column) for column in columns}
    conditions = [jobs.c[column] == value for column, value in equal.items() if value is not None]
    if wanted.code is not None:
        conditions.append(exists().where(findings.c.job_id == jobs.c.id, findings.c.code == wanted.code))
    return conditions + within(jobs.c.created_at, wanted.created_after, wanted.created_before)
