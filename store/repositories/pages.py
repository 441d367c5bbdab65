"""Lists in pieces: rows after a key, so that what is inserted meanwhile moves nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Table, and_, or_

Item = TypeVar("Item")
Key = TypeVar("Key")
Place = tuple[UUID, int]  # of a finding or a fix: its job, and its position in the job's report


@dataclass(frozen=True)
class Page(Generic[Item, Key]):
    """Some items, and the key after which the next page starts (None: there is none)."""

    items: tuple[Item, ...]
    next: Key | None


def page(found: Sequence[Item], limit: int, key_of: Callable[[Item], Key]) -> Page[Item, Key]:
    """The page in `found`, which holds one item more than `limit` where another page follows."""
    items = tuple(found[:limit])
    return Page(items, key_of(items[-1]) if len(found) > limit else None)


def within(column: Any, after: datetime | None, before: datetime | None) -> list[ColumnElement[bool]]:
    """The conditions `after <= column < before`, where given."""
    conditions: list[ColumnElement[bool]] = []
    if after is not None:
        conditions.append(column >= after)
    if before is not None:
        conditions.append(column < before)
    return conditions


def after_place(table: Table, place: Place | None) -> list[ColumnElement[bool]]:
    """The condition for rows that come after `place`: newest job first, then by position."""
    if place is None:
        return []
    job_id, position = place
    return [or_(table.c.job_id < job_id, and_(table.c.job_id == job_id, table.c.position > position))]
