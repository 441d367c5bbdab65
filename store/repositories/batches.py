"""Jobs that were submitted together, and how they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Connection, func, insert, select

from store.errors import NotStored
from store.repositories import jobs
from store.repositories.jobs import NewJob
from store.tables import batches
from store.tables import jobs as job_rows


@dataclass(frozen=True)
class NewBatch:
    """A stored batch: the ids of its jobs in the order in which they were given."""

    id: UUID
    jobs: tuple[UUID, ...]


@dataclass(frozen=True)
class Batch:
    """A batch, with how many of its jobs are in each state and have each verdict."""

    id: UUID
    name: str | None
    created_at: datetime
    states: dict[str, int]
    verdicts: dict[str, int]
    jobs: tuple[UUID, ...]


def create(connection: Connection, name: str | None, new_jobs: Sequence[NewJob]) -> NewBatch:
    """Store a batch and its jobs. The caller publishes `advance_job` for each after the commit."""
    batch_id = connection.execute(insert(batches).values(name=name).returning(batches.c.id)).scalar_one()
    placed = [replace(job, batch_id=batch_id, batch_position=position) for position, job in enumerate(new_jobs)]
    return NewBatch(batch_id, tuple(jobs.create(connection, job) for job in placed))


def get(connection: Connection, batch_id: UUID) -> Batch:
    """Raises NotStored where there is no such batch."""
    row = connection.execute(select(batches).where(batches.c.id == batch_id)).first()
    if row is None:
        raise NotStored("batch", batch_id)
    members = select(job_rows.c.id).where(job_rows.c.batch_id == batch_id).order_by(job_rows.c.batch_position)
    return Batch(
        id=row.id,
        name=row.name,
        created_at=row.created_at,
        states=_counts(connection, batch_id, job_rows.c.state),
        verdicts=_counts(connection, batch_id, job_rows.c.verdict),
        jobs=tuple(connection.scalars(members)),
    )


def _counts(connection: Connection, batch_id: UUID, column: Column[Any]) -> dict[str, int]:
    counted = select(column, func.count()).where(job_rows.c.batch_id == batch_id, column.is_not(None))
    rows = connection.execute(counted.group_by(column).order_by(column))
    return {row[0]: row[1] for row in rows}
