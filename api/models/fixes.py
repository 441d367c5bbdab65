"""Fixes across jobs."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, ClassVar, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from api.models.body import Answer, Described
from api.models.lists import TimedQuery
from api.models.text import Word
from diagnostics.findings import Severity
from diagnostics.report.model import Effect, FixStatus, Safety
from diagnostics.spec.diagnosis import Mode
from diagnostics.spec.job import Title
from store.repositories import fixes
from store.repositories.fixes import FixFilter


class Fix(Answer):
    """A change that a job's report proposes, and how it did when it was tried."""

    id: UUID
    job: UUID
    name: str
    title: str
    why: str
    addresses: Annotated[list[UUID], Field(description="The findings that it is against.")]
    patch: Annotated[list[dict[str, Any]], Field(description="A JSON Patch against the spec of the job's report.")]
    diff: str | None
    safety: Safety
    status: FixStatus
    reason: Annotated[str, Field(description="Why the status is what it is, and what the fix does not do.")]
    effect: Annotated[dict[str, Any] | None, Described(Effect | None)]
    new_findings: list[dict[str, Any]]
    combines: Annotated[list[UUID], Field(description="The fixes that a combination consists of, in order.")]
    created_at: datetime

    @classmethod
    def of(cls, fix: fixes.Fix) -> Self:
        return cls.model_validate({**vars(fix), "job": fix.job_id})


class Application(BaseModel):
    """How a fix is to be applied; what is left out is as in the job that proposes it."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", frozen=True)

    mode: Annotated[Mode | None, Field(description="`train`: the whole run, whose network is kept.")] = None
    name: Annotated[Title | None, Field(description="The new job's name.")] = None


class FixQuery(TimedQuery):
    """A page of the list of fixes."""

    name: Word | None = None
    status: FixStatus | None = None
    safety: Safety | None = None
    job: UUID | None = None
    code: Annotated[Word | None, Field(description="Fixes for findings of this rule.")] = None
    layer: Annotated[Word | None, Field(description="Fixes for findings at this layer.")] = None
    severity: Annotated[Severity | None, Field(description="Fixes for findings of this severity.")] = None

    def filter(self) -> FixFilter:
        return FixFilter(**self.model_dump(exclude={"limit", "cursor", "job"}), job_id=self.job)
