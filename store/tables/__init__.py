"""The tables, one file each. PostgreSQL 18 or newer: ids are UUIDv7, so they sort by time of creation."""

from store.tables.batches import batches
from store.tables.events import events
from store.tables.findings import findings
from store.tables.fixes import fixes
from store.tables.jobs import jobs
from store.tables.metadata import metadata
from store.tables.series import series
from store.tables.snapshots import snapshots
from store.tables.trials import trials
from store.tables.uploads import job_uploads, uploads

__all__ = [
    "batches",
    "events",
    "findings",
    "fixes",
    "job_uploads",
    "jobs",
    "metadata",
    "series",
    "snapshots",
    "trials",
    "uploads",
]
