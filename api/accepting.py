"""A job that was admitted is stored, announced and shown."""

from __future__ import annotations

from fastapi import BackgroundTasks, Response

from api.models.jobs import Job
from api.services import Services
from store.queue import ADVANCE_JOB
from store.repositories import job_queries, jobs
from store.repositories.jobs import NewJob


def accept(new: NewJob, given: Services, response: Response, later: BackgroundTasks) -> Job:
    """The job as stored, its place in the response's Location; workers are told once the response is out."""
    with given.transaction() as connection:
        job_id = jobs.create(connection, new)
        job = job_queries.get(connection, job_id)
    later.add_task(given.queue.publish_all, [(ADVANCE_JOB, job_id, job.device)])
    response.headers["Location"] = f"/v1/jobs/{job_id}"
    return Job.of(job)
