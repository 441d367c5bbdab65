"""Batches of jobs."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, BackgroundTasks, Response

from api.batch_reading import read_batch
from api.documented import problems
from api.examples import BATCH, MATRIX
from api.models.batches import Batch, BatchRequest, NewBatch
from api.models.body import Described, json_body
from api.routes.reading import reads_json
from api.services import Given
from store.queue import ADVANCE_JOB
from store.repositories import batches

router = APIRouter(prefix="/v1/batches", tags=["batches"])

_EXAMPLES = {"a list of jobs": BATCH, "a template and a matrix": MATRIX}


@router.post("", status_code=202, dependencies=[reads_json], responses=problems(400, 413, 415, 422))
def submit_batch(
    document: Annotated[Any, Described(BatchRequest), json_body(_EXAMPLES)],
    given: Given,
    response: Response,
    later: BackgroundTasks,
) -> NewBatch:
    """Take many jobs at once: all of them, or none where one cannot be a job."""
    read = read_batch(document, given.settings)
    with given.transaction() as connection:
        batch = batches.create(connection, read.name, read.jobs)
    wakeups = [(ADVANCE_JOB, job_id, new.device) for job_id, new in zip(batch.jobs, read.jobs, strict=True)]
    later.add_task(given.queue.publish_all, wakeups)
    response.headers["Location"] = f"{router.prefix}/{batch.id}"
    return NewBatch(id=batch.id, jobs=list(batch.jobs))


@router.get("/{batch_id}", responses=problems(404))
def get_batch(batch_id: UUID, given: Given) -> Batch:
    """How the jobs of a batch stand."""
    with given.transaction() as connection:
        return Batch.model_validate(vars(batches.get(connection, batch_id)))
