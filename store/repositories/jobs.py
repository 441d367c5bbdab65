"""Jobs: submitting, looking up, cancelling, deleting."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from store.errors import AlreadyEnded, KeyReused, NotStored
from store.repositories import events, uploads
from store.states import UNFINISHED, Device
from store.tables import jobs, trials

Document = dict[str, Any]


@dataclass(frozen=True)
class NewJob:
    """What is needed to store a job; a job with a key is stored once however often it comes."""

    spec: Document
    resolved: Document
    device: Device
    name: str | None = None
    idempotency_key: str | None = None
    batch_id: UUID | None = None
    batch_position: int | None = None
    parent_id: UUID | None = None
    uploads: tuple[UUID, ...] = ()  # those that it names


def create(connection: Connection, job: NewJob) -> UUID:
    """Store a job as queued and return its id, or that of the job that its key already made.

    The caller publishes `advance_job` after the commit; the sweeper does where that fails.

    Raises:
        KeyReused: the key came before with another spec.
        NotStored: it names an upload that is gone.
    """
    digest = _digest(job) if job.idempotency_key is not None else None
    columns = {name: value for name, value in vars(job).items() if name != "uploads"}
    statement = (
        insert(jobs)
        .values(**columns, request_digest=digest, advance_due_at=func.now(), published_at=func.now())
        .on_conflict_do_nothing(index_elements=["idempotency_key"])
        .returning(jobs.c.id)
    )
    while True:  # once more only where the job that held the key was deleted in between
        created: UUID | None = connection.scalar(statement)
        if created is not None:
            uploads.name_in(connection, created, job.uploads)
            events.record(connection, created, "job.queued")
            return created
        if (earlier := _with_key(connection, job.idempotency_key, digest)) is not None:
            return earlier


def cancel(connection: Connection, job_id: UUID) -> list[str]:
    """End a job and its trials at once; the ids of the tasks that still run come back, to be revoked.

    Raises:
        NotStored: there is no such job.
        AlreadyEnded: there is nothing left to cancel.
    """
    state = lock(connection, job_id)
    if state is None:
        raise NotStored("job", job_id)
    if state not in UNFINISHED:
        raise AlreadyEnded(job_id, state)
    ended = {"state": "cancelled", "finished_at": func.now(), "advance_due_at": None}
    connection.execute(update(jobs).where(jobs.c.id == job_id).values(ended))
    events.record(connection, job_id, "job.cancelled")
    return cancel_trials(connection, job_id)


def remove(connection: Connection, job_id: UUID) -> list[str]:
    """Delete a job with all that belongs to it; the ids of the tasks that still run come back, to be revoked.

    Raises:
        NotStored: there is no such job.
    """
    if lock(connection, job_id) is None:
        raise NotStored("job", job_id)
    running = cancel_trials(connection, job_id)
    connection.execute(delete(jobs).where(jobs.c.id == job_id))
    return running


def lock(connection: Connection, job_id: UUID) -> Any:
    """Hold the job's row until the end of the transaction; its state, or None where there is no such job."""
    return connection.scalar(select(jobs.c.state).where(jobs.c.id == job_id).with_for_update(key_share=True))


def cancel_trials(connection: Connection, job_id: UUID) -> list[str]:
    """End the unfinished trials of a locked job; the ids of the tasks that ran them."""
    unfinished = trials.c.job_id == job_id, trials.c.state.in_(UNFINISHED)
    tasks = connection.scalars(
        update(trials)
        .where(*unfinished)
        .values(state="cancelled", finished_at=func.now(), lease_token=None, lease_expires_at=None)
        .returning(trials.c.task_id)
    )
    return [task for task in tasks if task is not None]


def _with_key(connection: Connection, key: str | None, digest: str | None) -> UUID | None:
    row = connection.execute(select(jobs.c.id, jobs.c.request_digest).where(jobs.c.idempotency_key == key)).first()
    if row is not None and row.request_digest != digest:
        raise KeyReused(str(key), row.id)
    return row.id if row is not None else None


def _digest(job: NewJob) -> str:
    """The same for the same spec and parent, however the spec's keys were ordered and its text was laid out."""
    request = job.spec if job.parent_id is None else {"spec": job.spec, "parent": str(job.parent_id)}
    canonical = json.dumps(request, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
