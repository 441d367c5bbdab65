"""Advancing a job: what is known about it, the trials it needs next, its end.

Whoever consults passes on the revision that it saw. Every finished or failed trial raises the revision, and so does
every decision; a decision on an older one is refused (False), and the caller looks again. So two that advance the
same job at once do no harm, and it ends exactly once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, Update, case, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from store.errors import NotStored
from store.repositories import events, jobs, records
from store.repositories.trials import NO_ATTEMPTS
from store.states import UNFINISHED, Device, State
from store.tables import findings, fixes, trials
from store.tables import jobs as job_rows

Document = dict[str, Any]
ATTEMPTS_APART = timedelta(seconds=30)


@dataclass(frozen=True)
class FailedTrial:
    """A trial that could not be run, and the problem that says why."""

    id: UUID
    key: str
    role: str
    plan: Document
    error: Document


@dataclass(frozen=True)
class StoredCase:
    """A job and everything observed so far, as of `revision`.

    `submitted` is the job as it was sent, `spec` the same resolved. `records` are trial records in the order of their
    plans, with all losses and snapshots. `attempts` counts the calls, those ATTEMPTS_APART at least, since anything
    last changed: where it grows, consulting kills the worker.
    """

    job_id: UUID
    revision: int
    state: State
    device: Device
    advance_due: bool
    attempts: int
    spec: Document
    submitted: Document
    records: tuple[Document, ...]
    trial_ids: Mapping[str, UUID]
    unfinished: tuple[str, ...]
    failed: tuple[FailedTrial, ...]


def load_case(connection: Connection, job_id: UUID) -> StoredCase:
    """Count an attempt and read the case. Raises NotStored where there is no such job."""
    # The revision is read, and the row held, first: what is read after it can only be newer.
    job = connection.execute(_attempt(job_id).returning(job_rows)).first()
    if job is None:
        raise NotStored("job", job_id)
    stored = (trials.c.id, trials.c.plan_key, trials.c.state, trials.c.role, trials.c.plan, trials.c.error)
    rows = connection.execute(select(*stored).where(trials.c.job_id == job_id).order_by(trials.c.position)).all()
    return StoredCase(
        job_id=job_id,
        revision=job.revision,
        state=job.state,
        device=job.device,
        advance_due=job.advance_due_at is not None,
        attempts=job.advance_attempts,
        spec=job.resolved,
        submitted=job.spec,
        records=records.of_job(connection, job_id),
        trial_ids={row.plan_key: row.id for row in rows},
        unfinished=tuple(row.plan_key for row in rows if row.state in UNFINISHED),
        failed=tuple(
            FailedTrial(row.id, row.plan_key, row.role, row.plan, row.error) for row in rows if row.state == "failed"
        ),
    )


def add_trials(
    connection: Connection, job_id: UUID, revision: int, plans: Sequence[Document], phase: str
) -> dict[str, UUID] | None:
    """Queue the plans that the job does not have yet; their ids by plan key, or None where the revision is old.

    The caller publishes `run_trial` for each after the commit.
    """
    running = {"state": "running", "phase": phase, "started_at": func.coalesce(job_rows.c.started_at, func.now())}
    if not _decide(connection, job_id, revision, running):
        return None
    last = connection.scalar(select(func.max(trials.c.position)).where(trials.c.job_id == job_id))
    first = 0 if last is None else last + 1
    added: dict[str, UUID] = {}
    for position, plan in enumerate(plans, first):
        new = upsert(trials).values(_trial_row(job_id, position, plan))
        new = new.on_conflict_do_nothing(index_elements=["job_id", "plan_key"])
        if (trial_id := connection.scalar(new.returning(trials.c.id))) is not None:
            added[plan["key"]] = trial_id
    events.record(connection, job_id, "job.running", phase=phase, trials=list(added))
    return added


def conclude(connection: Connection, job_id: UUID, revision: int, report: Document) -> bool:
    """Store the report with its findings and fixes, and end the job; False where it ended, or the revision is old."""
    verdict = report["verdict"]["state"]
    ended = {"state": "succeeded", "verdict": verdict, "report": report, "finished_at": func.now(), "phase": None}
    if not _decide(connection, job_id, revision, ended):
        return False
    jobs.cancel_trials(connection, job_id)
    if report["findings"]:
        connection.execute(insert(findings), [_finding_row(job_id, *entry) for entry in enumerate(report["findings"])])
    if report["fixes"]:
        connection.execute(insert(fixes), [_fix_row(job_id, *entry) for entry in enumerate(report["fixes"])])
    events.record(connection, job_id, "job.succeeded", verdict=verdict)
    return True


def fail(connection: Connection, job_id: UUID, revision: int, problem: Document) -> bool:
    """End the job without a report; False where it ended, or the revision is old."""
    ended = {"state": "failed", "error": problem, "finished_at": func.now()}
    if not _decide(connection, job_id, revision, ended):
        return False
    jobs.cancel_trials(connection, job_id)
    events.record(connection, job_id, "job.failed", error=problem)
    return True


def _attempt(job_id: UUID) -> Update:
    """Several that come together, for several trials that ended together, count as one."""
    attempts, last = job_rows.c.advance_attempts, job_rows.c.advance_attempted_at
    is_new = or_(last.is_(None), last <= func.now() - ATTEMPTS_APART)
    return (
        update(job_rows)
        .where(job_rows.c.id == job_id)
        .values(
            advance_attempts=case((is_new, attempts + 1), else_=attempts),
            advance_attempted_at=case((is_new, func.now()), else_=last),
        )
    )


def _decide(connection: Connection, job_id: UUID, revision: int, values: Mapping[str, Any]) -> bool:
    """Write a decision onto a job that is as it was at `revision`."""
    decided = {**NO_ATTEMPTS, "revision": revision + 1, "advance_due_at": None, **values}
    unchanged = (
        job_rows.c.id == job_id,
        job_rows.c.revision == revision,
        job_rows.c.state.in_(UNFINISHED),
    )
    return connection.execute(update(job_rows).where(*unchanged).values(decided)).rowcount == 1


def _trial_row(job_id: UUID, position: int, plan: Document) -> Document:
    named = {name: plan[name] for name in ("role", "seed", "fix")}
    row = {"job_id": job_id, "position": position, "plan_key": plan["key"], "plan": plan}
    return {**row, **named, "steps_planned": plan["horizon"], "published_at": func.now()}


def _finding_row(job_id: UUID, position: int, finding: Document) -> Document:
    return {**_columns_of(findings, finding), "job_id": job_id, "position": position}


def _fix_row(job_id: UUID, position: int, fix: Document) -> Document:
    return {**_columns_of(fixes, fix), "job_id": job_id, "position": position}


def _columns_of(table: Table, document: Document) -> Document:
    return {column.name: document[column.name] for column in table.c if column.name in document}
