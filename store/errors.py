"""What the store refuses.

StoreError
├── NotStored        there is no such row
├── KeyReused        an idempotency key that came before with another body
├── AlreadyEnded     a job that cannot be changed any more
├── UploadsFull      there is no room for another upload
└── SchemaError      the database is too old, or was not migrated
"""

from __future__ import annotations

from uuid import UUID

from store.states import State


class StoreError(Exception):
    """The tree's root."""


class NotStored(StoreError):
    """No row of this kind has this id."""

    def __init__(self, kind: str, id_: object) -> None:
        super().__init__(f"there is no {kind} {id_}")
        self.kind = kind
        self.id = id_


class KeyReused(StoreError):
    """The key already names another request."""

    def __init__(self, key: str, job_id: UUID) -> None:
        super().__init__(f"Idempotency-Key {key!r} came before with another body and made job {job_id}")
        self.key = key
        self.job_id = job_id


class AlreadyEnded(StoreError):
    """The job is in a state that it never leaves."""

    def __init__(self, job_id: UUID, state: State) -> None:
        super().__init__(f"job {job_id} has already {_ENDINGS[state]}")
        self.job_id = job_id
        self.state = state


class UploadsFull(StoreError):
    """All uploads together would be over the limit."""

    def __init__(self, kept_bytes: int, most_bytes: int) -> None:
        super().__init__(f"{kept_bytes} of the {most_bytes} bytes for uploads are taken (DEADWEIGHT_UPLOADS_BYTES)")


class SchemaError(StoreError):
    """The database cannot hold this version's tables, or does not hold them yet."""


_ENDINGS = {"succeeded": "succeeded", "failed": "failed", "cancelled": "been cancelled"}
