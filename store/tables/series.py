"""One figure a step of one trial, such as the loss; NaN and the infinities are kept."""

from __future__ import annotations

from sqlalchemy import Column, Float, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY

from store.tables.metadata import metadata, owner

series = Table(
    "series",
    metadata,
    owner("trial_id", "trials", primary_key=True),
    Column("name", Text, primary_key=True),
    Column("points", ARRAY(Float(53)), nullable=False),
)
