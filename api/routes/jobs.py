"""Jobs: submit, look at, cancel, delete."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, BackgroundTasks, Query, Response

from api import cursors
from api.accepting import accept
from api.admission import admitted
from api.documented import problems
from api.examples import JOB
from api.models.body import Described, Listed, json_body
from api.models.jobs import Job, JobQuery
from api.routes.keys import Key
from api.routes.reading import reads_json
from api.services import Given
from diagnostics.spec.job import JobSpec
from store.repositories import job_queries, jobs

router = APIRouter(prefix="/v1/jobs", tags=["jobs"])


@router.post("", status_code=202, dependencies=[reads_json], responses=problems(400, 409, 413, 415, 422))
def submit_job(
    document: Annotated[Any, Described(JobSpec), json_body({"a small network on the digits": JOB})],
    given: Given,
    response: Response,
    later: BackgroundTasks,
    idempotency_key: Key = None,
) -> Job:
    """Take a job. It is stored when this answers; look at it under its Location."""
    new = admitted(document, given.settings, idempotency_key)
    return accept(new, given, response, later)


@router.get("", responses=problems(400))
def list_jobs(query: Annotated[JobQuery, Query()], given: Given) -> Listed[Job]:
    """The newest jobs first."""
    with given.transaction() as connection:
        page = job_queries.page_of(connection, query.filter(), query.limit, cursors.by_id.read(query.cursor))
    return Listed(items=[Job.of(job) for job in page.items], next_cursor=cursors.by_id.write(page.next))


@router.get("/{job_id}", responses=problems(404))
def get_job(job_id: UUID, given: Given) -> Job:
    """Where a job stands."""
    with given.transaction() as connection:
        return Job.of(job_queries.get(connection, job_id))


@router.post("/{job_id}/cancel", responses=problems(404, 409))
def cancel_job(job_id: UUID, given: Given, later: BackgroundTasks) -> Job:
    """End a job that is queued or running, and stop its trials."""
    with given.transaction() as connection:
        running = jobs.cancel(connection, job_id)
        job = job_queries.get(connection, job_id)
    later.add_task(given.queue.revoke, running)
    later.add_task(given.forget, job_id)
    return Job.of(job)


@router.delete("/{job_id}", status_code=204, responses=problems(404))
def delete_job(job_id: UUID, given: Given, later: BackgroundTasks) -> None:
    """Delete a job with its trials, its report and its model, stopping it first where it runs."""
    with given.transaction() as connection:
        running = jobs.remove(connection, job_id)
    later.add_task(given.queue.revoke, running)
    later.add_task(given.forget, job_id)
