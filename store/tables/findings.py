"""The findings of concluded jobs, one row each, to be asked for across jobs."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Float, Index, Integer, Table, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from store.tables.metadata import Document, created_at, metadata, one_of, owner

SEVERITIES = ("error", "warning", "info")

findings = Table(
    "findings",
    metadata,
    Column("id", Uuid, primary_key=True),  # as the report names it
    owner("job_id", "jobs"),
    Column("position", Integer, nullable=False),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("confidence", Float(53), nullable=False),
    Column("message", Text, nullable=False),
    Column("at", ARRAY(Text), nullable=False),  # JSON pointers into the report's spec
    Column("layer", Text),
    Column("lines", ARRAY(Integer)),
    Column("step", BigInteger),
    Column("evidence", Document, nullable=False),
    Column("caused_by", ARRAY(Uuid), nullable=False),
    Column("fixes", ARRAY(Uuid), nullable=False),
    created_at(),
    UniqueConstraint("job_id", "position"),
    one_of("severity", SEVERITIES),
    CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence"),
    Index("ix_findings_code_job_id", "code", "job_id"),
    Index("ix_findings_layer_job_id", "layer", "job_id"),
    Index("ix_findings_severity_job_id", "severity", "job_id"),
    Index("ix_findings_created_at", "created_at"),
)
