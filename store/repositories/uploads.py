"""Uploaded files: noting them, naming them in jobs, and finding those that nobody wants any more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, delete, func, insert, select, update

from store.errors import NotStored, UploadsFull
from store.tables import job_uploads, uploads

MOST_AT_ONCE = 100
_LOCK = 0x7570_6C6F_6164  # any number that nothing else on the server uses


@dataclass(frozen=True)
class Upload:
    """One file, whose content lies in the blob store."""

    id: UUID
    name: str
    bytes: int
    sha256: str
    created_at: datetime


def create(connection: Connection, name: str, size_bytes: int, sha256: str, most_bytes: int) -> Upload:
    """Note a file that is about to be kept.

    Raises:
        UploadsFull: it and all others would be over the limit.
    """
    connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    kept = int(connection.scalar(select(func.coalesce(func.sum(uploads.c.bytes), 0))) or 0)
    if kept + size_bytes > most_bytes:
        raise UploadsFull(kept, most_bytes)
    columns = uploads.c.id, uploads.c.name, uploads.c.bytes, uploads.c.sha256, uploads.c.created_at
    values = {"name": name, "bytes": size_bytes, "sha256": sha256}
    return Upload(*connection.execute(insert(uploads).values(values).returning(*columns)).one())


def name_in(connection: Connection, job_id: UUID, upload_ids: Sequence[UUID]) -> None:
    """Note that a job names these, so that they stay as long as it does.

    Raises:
        NotStored: one of them is gone.
    """
    if not upload_ids:
        return
    wanted = update(uploads).where(uploads.c.id.in_(upload_ids)).values(used_at=func.now())
    found = set(connection.scalars(wanted.returning(uploads.c.id)))
    for missing in set(upload_ids) - found:
        raise NotStored("upload", missing)
    connection.execute(insert(job_uploads), [{"job_id": job_id, "upload_id": each} for each in found])


def hold_unused(connection: Connection, after_seconds: float) -> list[UUID]:
    """Uploads that no job names and none has lately; held until the end of the transaction, so that none can."""
    is_named = select(job_uploads.c.job_id).where(job_uploads.c.upload_id == uploads.c.id).exists()
    is_old = uploads.c.used_at < func.now() - timedelta(seconds=after_seconds)
    unused = select(uploads.c.id).where(is_old, ~is_named).order_by(uploads.c.used_at).limit(MOST_AT_ONCE)
    return list(connection.scalars(unused.with_for_update(skip_locked=True)))


def remove(connection: Connection, upload_id: UUID) -> None:
    """Forget a file that is not kept any more."""
    connection.execute(delete(uploads).where(uploads.c.id == upload_id))
