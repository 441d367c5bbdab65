"""What the probes saw at one step of one trial."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Table

from store.tables.metadata import Document, metadata, owner

snapshots = Table(
    "snapshots",
    metadata,
    owner("trial_id", "trials", primary_key=True),
    Column("step", BigInteger, primary_key=True, autoincrement=False),
    Column("data", Document, nullable=False),
)
