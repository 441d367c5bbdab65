"""One request and where it stands."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint, Uuid, text

from store.states import DEVICES, STATES
from store.tables.metadata import Document, Time, created_at, metadata, new_id, one_of

jobs = Table(
    "jobs",
    metadata,
    new_id(),
    Column("name", Text),
    Column("state", Text, nullable=False, server_default="queued"),
    Column("phase", Text),
    Column("device", Text, nullable=False),  # the queue that its tasks go to
    Column("spec", Document, nullable=False),  # as submitted
    Column("resolved", Document, nullable=False),
    Column("verdict", Text),
    Column("report", Document),
    Column("error", Document),  # a problem object
    Column("idempotency_key", Text),
    Column("request_digest", Text),
    Column("batch_id", Uuid, ForeignKey("batches.id", ondelete="SET NULL")),
    Column("batch_position", Integer),
    Column("parent_id", Uuid, ForeignKey("jobs.id", ondelete="SET NULL")),
    # Optimistic concurrency of consulting: whoever decides on what an older revision showed is refused.
    Column("revision", Integer, nullable=False, server_default="0"),
    Column("advance_due_at", Time),  # there is something to consult about, since then
    Column("advance_attempts", Integer, nullable=False, server_default="0"),  # since anything last changed
    Column("advance_attempted_at", Time),  # the last one that counted
    Column("published_at", Time),  # when the broker was last told so; null: not yet
    created_at(),
    Column("started_at", Time),
    Column("finished_at", Time),
    UniqueConstraint("idempotency_key"),
    one_of("state", STATES),
    one_of("device", DEVICES),
    CheckConstraint("(state = 'succeeded') = (report IS NOT NULL)", name="report"),
    CheckConstraint("(state = 'succeeded') = (verdict IS NOT NULL)", name="verdict"),
    CheckConstraint("(state = 'failed') = (error IS NOT NULL)", name="error"),
    CheckConstraint("(state IN ('queued', 'running')) = (finished_at IS NULL)", name="finished_at"),
    CheckConstraint("(idempotency_key IS NULL) = (request_digest IS NULL)", name="request_digest"),
    Index("ix_jobs_state_id", "state", "id"),
    Index("ix_jobs_verdict_id", "verdict", "id"),
    Index("ix_jobs_name_id", "name", "id"),
    Index("ix_jobs_batch_id_batch_position", "batch_id", "batch_position"),
    Index("ix_jobs_parent_id", "parent_id"),
    Index("ix_jobs_created_at", "created_at"),
    Index("ix_jobs_due", "advance_due_at", postgresql_where=text("advance_due_at IS NOT NULL")),
)
