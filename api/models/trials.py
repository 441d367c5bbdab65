"""Trials, their series and their snapshots."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field

from api.models.body import Answer, Described, Listed
from api.models.jobs import Steps
from api.models.problems import Problem
from diagnostics.observations import Real, Snapshot
from diagnostics.trial import Role
from diagnostics.trial import State as Verdict
from store.repositories import trial_queries
from store.states import State


class Trial(Answer):
    """One training run of a job."""

    id: UUID
    job: UUID
    key: Annotated[str, Field(description="The name of the trial within its job.")]
    role: Role
    seed: int
    fix: Annotated[str | None, Field(description="The fix that is tried.")]
    state: State
    verdict: Verdict | None
    steps: Steps
    last_loss: Real | None
    attempts: Annotated[int, Field(description="How often a worker began it.")]
    worker: Annotated[str | None, Field(description="host:pid of the last worker.")]
    device: str | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    error: Problem | None

    @classmethod
    def of(cls, trial: trial_queries.Trial) -> Self:
        return cls.model_validate(
            {
                **vars(trial),
                "job": trial.job_id,
                "key": trial.plan_key,
                "verdict": trial.record["verdict"] if trial.record else None,
                "steps": Steps(done=trial.steps_done, planned=trial.steps_planned or trial.steps_done),
            }
        )


class WholeTrial(Trial):
    """One training run, with what was found out about it."""

    record: Annotated[
        dict[str, Any] | None,
        Field(description="The trial's record, without losses and snapshots; null before it finished."),
    ]


class Series(Answer):
    """Figures by step of one trial, the step's position being its number; empty before it finished."""

    series: dict[str, list[Real]]


class Snapshots(Listed[Annotated[Any, Described(Snapshot)]]):
    """One page of what the probes saw of one trial."""
