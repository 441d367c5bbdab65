"""A trial's record in the form it travels in, and in the three tables it is kept in.

The series of a trial's losses is called `loss`; figures that are not finite travel as "NaN" and "Infinity" and are
kept as the numbers they are.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, select

from store.tables import series, snapshots, trials

Document = dict[str, Any]
LOSS = "loss"


def without_bulk(record: Document) -> Document:
    """What the trial's own row holds."""
    return {name: value for name, value in record.items() if name not in ("losses", "snapshots")}


def store_bulk(connection: Connection, trial_id: UUID, record: Document) -> None:
    """Write the losses and the snapshots of a record."""
    points = [float(loss) for loss in record["losses"]]
    connection.execute(insert(series).values(trial_id=trial_id, name=LOSS, points=points))
    rows = [{"trial_id": trial_id, "step": seen["step"], "data": seen} for seen in record["snapshots"]]
    if rows:
        connection.execute(insert(snapshots), rows)


def of_job(connection: Connection, job_id: UUID) -> tuple[Document, ...]:
    """The whole records of a job's finished trials, in the order of their plans."""
    finished = (trials.c.job_id == job_id) & (trials.c.state == "succeeded")
    rows = connection.execute(select(trials.c.id, trials.c.record).where(finished).order_by(trials.c.position)).all()
    losses = _losses(connection, job_id)
    seen = _snapshots(connection, job_id)
    return tuple(row.record | {"losses": losses[row.id], "snapshots": seen.get(row.id, [])} for row in rows)


def _losses(connection: Connection, job_id: UUID) -> dict[UUID, list[float]]:
    statement = select(series.c.trial_id, series.c.points).join(trials).where(trials.c.job_id == job_id)
    return {row.trial_id: row.points for row in connection.execute(statement.where(series.c.name == LOSS))}


def _snapshots(connection: Connection, job_id: UUID) -> dict[UUID, list[Document]]:
    statement = select(snapshots.c.trial_id, snapshots.c.data).join(trials).where(trials.c.job_id == job_id)
    grouped: dict[UUID, list[Document]] = {}
    for row in connection.execute(statement.order_by(snapshots.c.trial_id, snapshots.c.step)):
        grouped.setdefault(row.trial_id, []).append(row.data)
    return grouped
