"""What the tables share: constraint names, ids, times, documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, DateTime, ForeignKey, MetaData, Uuid, text
from sqlalchemy.dialects.postgresql import JSON

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

Time = DateTime(timezone=True)

# JSON, not JSONB: a document comes back as it went in. JSONB reorders keys, and the order of a snapshot's layers and
# of a spec's keys means something; it also turns 1e22 into a whole number. Nothing searches inside these documents.
Document = JSON(none_as_null=True)


def new_id() -> Column[UUID]:
    """A primary key that the database makes."""
    return Column("id", Uuid, primary_key=True, server_default=text("uuidv7()"))


def created_at() -> Column[Any]:
    """The time of insertion by the database's clock."""
    return Column("created_at", Time, nullable=False, server_default=text("now()"))


def owner(name: str, target: str, *, primary_key: bool = False) -> Column[UUID]:
    """A reference to the row that this one is part of, and goes with."""
    return Column(name, Uuid, ForeignKey(f"{target}.id", ondelete="CASCADE"), primary_key=primary_key, nullable=False)


def one_of(column: str, words: Sequence[str]) -> CheckConstraint:
    """The column holds one of these words (or nothing, where it may)."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)
