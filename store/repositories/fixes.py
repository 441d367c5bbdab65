"""Fixes across jobs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, exists, select

from store.errors import NotStored
from store.repositories.pages import Page, Place, after_place, page, within
from store.tables import findings, fixes, jobs


@dataclass(frozen=True)
class Fix:
    """A fix that a concluded job proposes, as its report has it."""

    id: UUID
    job_id: UUID
    position: int
    name: str
    title: str
    why: str
    addresses: list[UUID]
    patch: list[dict[str, Any]]
    diff: str | None
    safety: str
    status: str
    reason: str
    effect: dict[str, Any] | None
    new_findings: list[dict[str, Any]]
    combines: list[UUID]
    created_at: datetime


@dataclass(frozen=True)
class FixFilter:
    """What a list is narrowed to; code, layer and severity are those of a finding that the fix addresses."""

    name: str | None = None
    status: str | None = None
    safety: str | None = None
    job_id: UUID | None = None
    code: str | None = None
    layer: str | None = None
    severity: str | None = None
    created_after: datetime | None = None
    created_before: datetime | None = None


@dataclass(frozen=True)
class Change:
    """A fix's patch, and the spec that it is to be applied to: that of the report which proposes it."""

    job_id: UUID
    patch: list[dict[str, Any]]
    spec: dict[str, Any]


def change(connection: Connection, fix_id: UUID) -> Change:
    """Raises NotStored where there is no such fix."""
    statement = select(fixes.c.job_id, fixes.c.patch, jobs.c.report["spec"]).join(jobs).where(fixes.c.id == fix_id)
    row = connection.execute(statement).first()
    if row is None:
        raise NotStored("fix", fix_id)
    return Change(*row)


def page_of(connection: Connection, wanted: FixFilter, limit: int, after: Place | None) -> Page[Fix, Place]:
    """The fixes of the newest jobs first, each job's in the order of its report."""
    equal = {"name": wanted.name, "status": wanted.status, "safety": wanted.safety, "job_id": wanted.job_id}
    conditions = [fixes.c[column] == value for column, value in equal.items() if value is not None]
    addressed = {"code": wanted.code, "layer": wanted.layer, "severity": wanted.severity}
    asked = [findings.c[column] == value for column, value in addressed.items() if value is not None]
    if asked:
        conditions.append(
            exists().where(findings.c.job_id == fixes.c.job_id, findings.c.id == fixes.c.addresses.any_(), *asked)
        )
    conditions += within(fixes.c.created_at, wanted.created_after, wanted.created_before)
    conditions += after_place(fixes, after)
    statement = select(fixes).where(*conditions).order_by(fixes.c.job_id.desc(), fixes.c.position)
    found = [Fix(**row._mapping) for row in connection.execute(statement.limit(limit + 1))]
    return page(found, limit, lambda fix: (fix.job_id, fix.position))
