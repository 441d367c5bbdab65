"""One training run of a job: its plan, who runs it, and how it went."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Float, Index, Integer, Table, Text, UniqueConstraint, Uuid
from sqlalchemy import text as sql

from store.states import STATES
from store.tables.metadata import Document, Time, created_at, metadata, new_id, one_of, owner

trials = Table(
    "trials",
    metadata,
    new_id(),
    owner("job_id", "jobs"),
    Column("plan_key", Text, nullable=False),
    Column("position", Integer, nullable=False),  # in the order of the plans
    Column("plan", Document, nullable=False),
    Column("role", Text, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("fix", Text),
    Column("state", Text, nullable=False, server_default="queued"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    # The fencing token of the worker that holds the trial: whoever comes with an older one is refused.
    Column("lease_token", Uuid),
    Column("lease_expires_at", Time),
    Column("worker", Text),  # host:pid
    Column("device", Text),  # what it runs on, as the worker names it
    Column("task_id", Text),
    Column("record", Document),  # without losses and snapshots, which have tables of their own
    Column("error", Document),  # a problem object
    Column("steps_done", BigInteger, nullable=False, server_default="0"),
    Column("steps_planned", BigInteger),
    Column("last_loss", Float(53)),
    Column("queued_at", Time, nullable=False, server_default=sql("now()")),
    Column("published_at", Time),  # when the broker was last told that it waits; null: not yet
    created_at(),
    Column("claimed_at", Time),  # the first time
    Column("started_at", Time),  # the last time
    Column("finished_at", Time),
    UniqueConstraint("job_id", "plan_key"),
    UniqueConstraint("job_id", "position"),
    one_of("state", STATES),
    CheckConstraint("(state = 'running') = (lease_token IS NOT NULL)", name="lease_token"),
    CheckConstraint("(lease_token IS NULL) = (lease_expires_at IS NULL)", name="lease_expires_at"),
    CheckConstraint("(state = 'succeeded') = (record IS NOT NULL)", name="record"),
    CheckConstraint("(state = 'failed') = (error IS NOT NULL)", name="error"),
    CheckConstraint("(state IN ('queued', 'running')) = (finished_at IS NULL)", name="finished_at"),
    Index("ix_trials_waiting", "queued_at", postgresql_where=sql("state = 'queued'")),
    Index("ix_trials_leased", "lease_expires_at", postgresql_where=sql("state = 'running'")),
)
