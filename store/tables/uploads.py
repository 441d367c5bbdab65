"""Files that were uploaded, and the jobs that name them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table, Text, Uuid, text

from store.tables.metadata import Time, created_at, metadata, new_id, owner

uploads = Table(
    "uploads",
    metadata,
    new_id(),
    Column("name", Text, nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Column("sha256", Text, nullable=False),
    created_at(),
    Column("used_at", Time, nullable=False, server_default=text("now()")),  # when a job last named it
    Index("ix_uploads_used_at", "used_at"),
)

job_uploads = Table(
    "job_uploads",
    metadata,
    owner("job_id", "jobs", primary_key=True),
    Column("upload_id", Uuid, ForeignKey("uploads.id"), primary_key=True, nullable=False),
    Index("ix_job_uploads_upload_id", "upload_id"),
)
