"""What happened to a job, in order."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Identity, Index, Table, Text, text

from store.tables.metadata import Document, Time, metadata, owner

events = Table(
    "events",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    owner("job_id", "jobs"),
    Column("at", Time, nullable=False, server_default=text("now()")),
    Column("kind", Text, nullable=False),
    Column("data", Document, nullable=False),
    Index("ix_events_job_id_id", "job_id", "id"),
)
