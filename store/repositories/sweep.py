"""Finding lost work: leases that ran out, and work that nobody was told about, or that nobody took."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Table, and_, func, or_, select, update

from store.repositories import events, trials
from store.states import UNFINISHED, Device
from store.tables import jobs as job_rows
from store.tables import trials as trial_rows

MOST_AT_ONCE = 500
LONGEST_WAIT = 60  # times the first wait


@dataclass(frozen=True)
class Recovered:
    """Trials taken from workers that fell silent: back in the queue, or failed after too many attempts."""

    requeued: tuple[UUID, ...]
    failed: tuple[UUID, ...]


@dataclass(frozen=True)
class _Lost:
    id: UUID
    job_id: UUID
    plan_key: str
    attempts: int
    worker: str


@dataclass(frozen=True)
class Wakeup:
    """A task to publish: `advance_job` for a job or `run_trial` for a trial, on the queue of a device."""

    task: Literal["advance_job", "run_trial"]
    id: UUID
    device: Device


def recover(connection: Connection, max_attempts: int) -> Recovered:
    """Take every trial whose lease ran out from its worker. Several sweepers at once do no harm."""
    requeued: list[UUID] = []
    failed: list[UUID] = []
    for trial in _expired(connection):
        if trial.attempts < max_attempts:
            _set(connection, trial.id, trials.WAITING)
            requeued.append(trial.id)
        else:
            _give_up(connection, trial)
            failed.append(trial.id)
    return Recovered(tuple(requeued), tuple(failed))


def take_due(connection: Connection, republish_seconds: float) -> list[Wakeup]:
    """What is to be published now, oldest first; it counts as published from here on."""
    is_due = and_(job_rows.c.advance_due_at.is_not(None), job_rows.c.state.in_(UNFINISHED))
    waited = _unclaimed(job_rows, job_rows.c.advance_due_at, republish_seconds)
    due_jobs = connection.execute(
        select(job_rows.c.id, job_rows.c.device)
        .where(is_due, waited)
        .order_by(job_rows.c.advance_due_at)
        .limit(MOST_AT_ONCE)
        .with_for_update(skip_locked=True, key_share=True)
    ).all()
    waited = _unclaimed(trial_rows, trial_rows.c.queued_at, republish_seconds)
    due_trials = connection.execute(
        select(trial_rows.c.id, job_rows.c.device)
        .join(job_rows)
        .where(trial_rows.c.state == "queued", job_rows.c.state == "running", waited)
        .order_by(trial_rows.c.queued_at, trial_rows.c.position)
        .limit(MOST_AT_ONCE)
        .with_for_update(of=trial_rows, skip_locked=True, key_share=True)
    ).all()
    _stamp(connection, job_rows, [row.id for row in due_jobs], func.now())
    _stamp(connection, trial_rows, [row.id for row in due_trials], func.now())
    advance = [Wakeup("advance_job", row.id, row.device) for row in due_jobs]
    return advance + [Wakeup("run_trial", row.id, row.device) for row in due_trials]


def not_published(connection: Connection, wakeups: Iterable[Wakeup]) -> None:
    """Take back that these were published: the broker did not answer."""
    given = list(wakeups)
    _stamp(connection, job_rows, [wakeup.id for wakeup in given if wakeup.task == "advance_job"], None)
    _stamp(connection, trial_rows, [wakeup.id for wakeup in given if wakeup.task == "run_trial"], None)


def _expired(connection: Connection) -> list[_Lost]:
    """Running trials whose lease ran out, held together with their jobs; jobs that others hold wait a sweep."""
    ran_out = and_(trial_rows.c.state == "running", trial_rows.c.lease_expires_at < func.now())
    owners = select(trial_rows.c.job_id).where(ran_out)
    held = connection.scalars(
        select(job_rows.c.id)
        .where(job_rows.c.id.in_(owners))
        .order_by(job_rows.c.id)
        .limit(MOST_AT_ONCE)
        .with_for_update(skip_locked=True, key_share=True)
    ).all()
    columns = (trial_rows.c.id, trial_rows.c.job_id, trial_rows.c.plan_key, trial_rows.c.attempts, trial_rows.c.worker)
    # The condition is checked again once the row is held: a heartbeat may have come in between.
    lost = select(*columns).where(trial_rows.c.job_id.in_(held), ran_out).with_for_update(key_share=True)
    return [_Lost(*row) for row in connection.execute(lost)]


def _give_up(connection: Connection, trial: _Lost) -> None:
    times = "once" if trial.attempts == 1 else f"{trial.attempts} times"
    problem = {
        "type": "about:blank",
        "title": "The worker was lost",
        "detail": f"The worker process died {times} while running trial {trial.plan_key}, the last time "
        f"{trial.worker}. It may need more memory than the worker has.",
    }
    _set(connection, trial.id, {**trials.NO_LEASE, "state": "failed", "error": problem, "finished_at": func.now()})
    trials.call_for_advance(connection, trial.job_id)
    _stamp(connection, job_rows, [trial.job_id], None)
    events.record(connection, trial.job_id, "trial.failed", trial=str(trial.id), key=trial.plan_key)


def _set(connection: Connection, trial_id: UUID, values: Any) -> None:
    connection.execute(update(trial_rows).where(trial_rows.c.id == trial_id).values(values))


def _unclaimed(table: Table, since: ColumnElement[Any], republish_seconds: float) -> ColumnElement[bool]:
    """Never published, or long enough ago: each wait is as long as all before it, so a long queue is not flooded."""
    first = timedelta(seconds=republish_seconds)
    wait = func.least(func.greatest(first, table.c.published_at - since), LONGEST_WAIT * first)
    return or_(table.c.published_at.is_(None), table.c.published_at + wait <= func.now())


def _stamp(connection: Connection, table: Table, ids: Sequence[UUID], at: Any) -> None:
    if ids:
        connection.execute(update(table).where(table.c.id.in_(ids)).values(published_at=at))
