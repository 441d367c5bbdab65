"""What the probes saw at one step of one trial."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Table

from store.tables.metadata import Document, metadata, owner

snapshots = Table(
    "snapshots",
    metadata,
    owner("trial_id", "trials", primary_key=True),
    Column("step", Integer, primary_key=True, autoincrement=False),
    Column("data", Document, nullable=False),
)
