"""The fixes that concluded jobs propose, one row each, to be asked for across jobs."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from store.tables.metadata import Document, created_at, metadata, one_of, owner

STATUSES = ("proven", "refuted", "inconclusive", "untested")
SAFETIES = ("safe", "changes_capacity", "changes_training")

fixes = Table(
    "fixes",
    metadata,
    Column("id", Uuid, primary_key=True),  # as the report names it
    owner("job_id", "jobs"),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("addresses", ARRAY(Uuid), nullable=False),
    Column("patch", Document, nullable=False),
    Column("diff", Text),
    Column("safety", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("reason", Text, nullable=False, server_default=""),  # why the status is what it is
    Column("effect", Document),
    Column("new_findings", Document, nullable=False),
    Column("combines", ARRAY(Uuid), nullable=False, server_default="{}"),  # the fixes that a combination consists of
    created_at(),
    UniqueConstraint("job_id", "position"),
    one_of("safety", SAFETIES),
    one_of("status", STATUSES),
    Index("ix_fixes_name_job_id", "name", "job_id"),
    Index("ix_fixes_status_job_id", "status", "job_id"),
    Index("ix_fixes_created_at", "created_at"),
)
