"""Findings across jobs."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field

from api.models.body import Answer
from api.models.lists import TimedQuery
from api.models.text import Word
from diagnostics.findings import Severity
from store.repositories import findings
from store.repositories.findings import FindingFilter


class Finding(Answer):
    """What a rule concluded in one job."""

    id: UUID
    job: UUID
    code: str
    name: str
    severity: Severity
    confidence: float
    message: str
    at: Annotated[list[str], Field(description="JSON pointers into the spec of the job's report.")]
    layer: str | None
    lines: list[int] | None
    step: int | None
    evidence: dict[str, Any]
    caused_by: list[UUID]
    fixes: list[UUID]
    created_at: datetime

    @classmethod
    def of(cls, finding: findings.Finding) -> Self:
        return cls.model_validate({**vars(finding), "job": finding.job_id})


class FindingQuery(TimedQuery):
    """A page of the list of findings."""

    code: Word | None = None
    layer: Word | None = None
    severity: Severity | None = None
    job: UUID | None = None

    def filter(self) -> FindingFilter:
        return FindingFilter(**self.model_dump(exclude={"limit", "cursor", "job"}), job_id=self.job)
