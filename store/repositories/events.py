"""What happened to a job, in the transaction in which it happens."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert

from store.tables import events


def record(connection: Connection, job_id: UUID, kind: str, **data: Any) -> None:
    """Append one event."""
    connection.execute(insert(events).values(job_id=job_id, kind=kind, data=data))
