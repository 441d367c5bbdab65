"""Running a trial: claim, heartbeat, and one of finish, fail or release.

A claim hands out a token; whoever held the trial before has an older one and is refused from then on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, func, select, update

from store.repositories import events, jobs, records
from store.tables import jobs as job_rows
from store.tables import trials

Document = dict[str, Any]

NO_ATTEMPTS: Mapping[str, Any] = {"advance_attempts": 0, "advance_attempted_at": None}
NO_LEASE: Mapping[str, Any] = {"lease_token": None, "lease_expires_at": None}
WAITING: Mapping[str, Any] = {
    **NO_LEASE,
    "state": "queued",
    "task_id": None,
    "steps_done": 0,
    "last_loss": None,
    "queued_at": func.now(),
    "published_at": None,
}


@dataclass(frozen=True)
class Claim:
    """A trial that is the caller's to run, for as long as it keeps the lease."""

    trial_id: UUID
    job_id: UUID
    plan: Document
    token: UUID
    attempt: int


def claim(
    connection: Connection, trial_id: UUID, *, worker: str, device: str, task_id: str | None, lease_seconds: float
) -> Claim | None:
    """Take a queued trial of a running job; None where it is not to be had (gone, taken, done, cancelled)."""
    row = connection.execute(
        update(trials)
        .where(trials.c.id == trial_id, trials.c.state == "queued")
        .where(job_rows.c.id == trials.c.job_id, job_rows.c.state == "running")
        .values(
            state="running",
            attempts=trials.c.attempts + 1,
            lease_token=func.gen_random_uuid(),
            lease_expires_at=_from_now(lease_seconds),
            worker=worker,
            device=device,
            task_id=task_id,
            claimed_at=func.coalesce(trials.c.claimed_at, func.now()),
            started_at=func.now(),
        )
        .returning(trials.c.id, trials.c.job_id, trials.c.plan, trials.c.lease_token, trials.c.attempts)
    ).first()
    return Claim(*row) if row else None


def heartbeat(
    connection: Connection,
    trial_id: UUID,
    token: UUID,
    *,
    lease_seconds: float,
    steps_done: int,
    steps_planned: int | None,
    last_loss: float | None,
) -> bool:
    """Keep the lease and tell how far the trial is; False where it was lost, or the job was cancelled."""
    kept = update(trials).where(*_held(trial_id, token)).values(lease_expires_at=_from_now(lease_seconds))
    told = kept.values(steps_done=steps_done, steps_planned=steps_planned, last_loss=last_loss)
    return connection.execute(told).rowcount == 1


def finish(connection: Connection, trial_id: UUID, token: UUID, record: Document) -> bool:
    """Store the trial's record and call for its job to be advanced; False where the lease was lost.

    The caller publishes `advance_job` after the commit.
    """
    values = {"state": "succeeded", "record": records.without_bulk(record), "steps_done": record["steps"]}
    if not _end(connection, trial_id, token, values, "trial.succeeded"):
        return False
    records.store_bulk(connection, trial_id, record)
    return True


def fail(connection: Connection, trial_id: UUID, token: UUID, problem: Document) -> bool:
    """Store why the trial could not be run and call for its job to be advanced; False where the lease was lost.

    The caller publishes `advance_job` after the commit.
    """
    return _end(connection, trial_id, token, {"state": "failed", "error": problem}, "trial.failed")


def release(connection: Connection, trial_id: UUID, token: UUID) -> bool:
    """Put the trial back for another worker, as if it had not been claimed; False where the lease was lost."""
    values = {**WAITING, "attempts": trials.c.attempts - 1}
    return connection.execute(update(trials).where(*_held(trial_id, token)).values(values)).rowcount == 1


def let_go(connection: Connection, task_id: str) -> None:
    """End the lease of the trial that a task was running when its process died; the next sweep takes it back."""
    running = (trials.c.task_id == task_id, trials.c.state == "running")
    connection.execute(update(trials).where(*running).values(lease_expires_at=func.now() - timedelta(seconds=1)))


def call_for_advance(connection: Connection, job_id: UUID) -> None:
    """There is something new to consult about; whoever is consulting on what was known before is refused."""
    connection.execute(
        update(job_rows)
        .where(job_rows.c.id == job_id)
        .values(
            revision=job_rows.c.revision + 1,
            **NO_ATTEMPTS,
            advance_due_at=func.now(),
            published_at=func.now(),
        )
    )


def _end(connection: Connection, trial_id: UUID, token: UUID, values: Mapping[str, Any], kind: str) -> bool:
    job_id = connection.scalar(select(trials.c.job_id).where(*_held(trial_id, token)))
    if job_id is None:
        return False
    jobs.lock(connection, job_id)
    ended = update(trials).where(*_held(trial_id, token)).values({**NO_LEASE, **values, "finished_at": func.now()})
    plan_key = connection.scalar(ended.returning(trials.c.plan_key))
    if plan_key is None:
        return False
    call_for_advance(connection, job_id)
    events.record(connection, job_id, kind, trial=str(trial_id), key=plan_key)
    return True


def _held(trial_id: UUID, token: UUID) -> tuple[ColumnElement[bool], ...]:
    return trials.c.id == trial_id, trials.c.lease_token == token, trials.c.state == "running"


def _from_now(seconds: float) -> ColumnElement[Any]:
    return func.now() + timedelta(seconds=seconds)
