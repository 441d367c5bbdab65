"""Batches: what is submitted, and how it stands."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, ClassVar, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from api import examples
from api.models.body import Answer, Described
from diagnostics.spec.job import JobSpec, Title
from diagnostics.trial import State as Verdict
from store.states import State


class BatchRequest(BaseModel):
    """Many jobs at once: a list of specs, or one template and the values to put at places in it."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", frozen=True)

    name: Title | None = None
    jobs: Annotated[list[Any], Described(list[JobSpec]), Field(min_length=1)] | None = None
    template: Annotated[Any, Described(JobSpec)] = None
    matrix: Annotated[
        dict[str, Annotated[list[Any], Field(min_length=1)]] | None,
        Field(min_length=1, description="Values by JSON pointer into the template; every combination is one job."),
    ] = None

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if (self.jobs is None) == (self.template is None) or (self.template is None) != (self.matrix is None):
            raise ValueError("a batch is {name, jobs: [spec…]} or {name, template: spec, matrix: {pointer: [values]}}")
        return self


class NewBatch(Answer):
    """The batch and its jobs, in the order in which they were given or combined."""

    id: UUID
    jobs: list[UUID]


class Batch(Answer):
    """How many jobs of the batch are in each state and have each verdict."""

    model_config: ClassVar[ConfigDict] = ConfigDict(json_schema_extra={"examples": [examples.SHOWN_BATCH]})

    id: UUID
    name: str | None
    created_at: datetime
    states: dict[State, int]
    verdicts: dict[Verdict, int]
    jobs: list[UUID]
