"""Jobs."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, ClassVar, Self
from uuid import UUID

from pydantic import ConfigDict, Field

from api import examples
from api.models.body import Answer
from api.models.lists import TimedQuery
from api.models.problems import Problem
from api.models.text import Word
from diagnostics.trial import State as Verdict
from store.repositories import job_queries
from store.repositories.job_queries import JobFilter
from store.states import State


class Steps(Answer):
    """Optimiser steps over all trials known so far; more may be planned as the diagnosis goes on."""

    done: int
    planned: int


class Job(Answer):
    """Where a job stands. `succeeded` means that it has a report, whatever the verdict."""

    model_config: ClassVar[ConfigDict] = ConfigDict(json_schema_extra={"examples": [examples.SHOWN_JOB]})

    id: UUID
    name: str | None
    state: State
    phase: Annotated[str | None, Field(description="What is being done, while the job runs.")]
    steps: Steps
    verdict: Verdict | None
    parent: Annotated[UUID | None, Field(description="The job that this one applies a fix to.")]
    batch: UUID | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    error: Annotated[Problem | None, Field(description="Why the job failed.")]

    @classmethod
    def of(cls, job: job_queries.Job) -> Self:
        return cls.model_validate(
            {
                **vars(job),
                "steps": Steps(done=job.steps_done, planned=job.steps_planned),
                "parent": job.parent_id,
                "batch": job.batch_id,
            }
        )


class JobQuery(TimedQuery):
    """A page of the list of jobs."""

    state: State | None = None
    verdict: Verdict | None = None
    code: Annotated[Word | None, Field(description="Jobs with a finding of this rule.")] = None
    batch: UUID | None = None
    parent: Annotated[UUID | None, Field(description="Jobs that apply a fix of this one.")] = None
    name: Annotated[Word | None, Field(description="The exact name.")] = None

    def filter(self) -> JobFilter:
        given = self.model_dump(exclude={"limit", "cursor", "batch", "parent"})
        return JobFilter(**given, batch_id=self.batch, parent_id=self.parent)
