"""Jobs that were submitted together."""

from __future__ import annotations

from sqlalchemy import Column, Table, Text

from store.tables.metadata import created_at, metadata, new_id

batches = Table("batches", metadata, new_id(), Column("name", Text), created_at())
