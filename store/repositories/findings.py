"""Findings across jobs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from store.repositories.pages import Page, Place, after_place, page, within
from store.tables import findings


@dataclass(frozen=True)
class Finding:
    """A finding of a concluded job, as its report has it."""

    id: UUID
    job_id: UUID
    position: int
    code: str
    name: str
    severity: str
    confidence: float
    message: str
    at: list[str]
    layer: str | None
    lines: list[int] | None
    step: int | None
    evidence: dict[str, Any]
    caused_by: list[UUID]
    fixes: list[UUID]
    created_at: datetime


@dataclass(frozen=True)
class FindingFilter:
    """What a list is narrowed to."""

    code: str | None = None
    layer: str | None = None
    severity: str | None = None
    job_id: UUID | None = None
    created_after: datetime | None = None
    created_before: datetime | None = None


def page_of(connection: Connection, wanted: FindingFilter, limit: int, after: Place | None) -> Page[Finding, Place]:
    """The findings of the newest jobs first, each job's in the order of its report."""
    equal = {"code": wanted.code, "layer": wanted.layer, "severity": wanted.severity, "job_id": wanted.job_id}
    conditions = [findings.c[column] == value for column, value in equal.items() if value is not None]
    conditions += within(findings.c.created_at, wanted.created_after, wanted.created_before)
    conditions += after_place(findings, after)
    statement = select(findings).where(*conditions).order_by(findings.c.job_id.desc(), findings.c.position)
    found = [Finding(**row._mapping) for row in connection.execute(statement.limit(limit + 1))]
    return page(found, limit, lambda finding: (finding.job_id, finding.position))
