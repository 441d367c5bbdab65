"""Jobs advanced over a real database, their trials played by records that the test makes up."""

from __future__ import annotations

import json

from sqlalchemy import select

from diagnostics.trial import TrialPlan
from store.db import transaction
from store.repositories import advancing, jobs, trials
from store.repositories.jobs import NewJob
from store.tables import jobs as job_rows
from store.tables import trials as trial_rows
from tests.diagnostics.consult.proof.experiments import ended
from tests.diagnostics.consult.test_doctor import SICK, STUCK
from tests.diagnostics.factories import facts
from worker.child import Child
from worker.tasks.advance_job import advance_job

PROBLEM = {"type": "about:blank", "title": "The worker was lost", "detail": "it died 3 times"}


def submitted(engine):
    with transaction(engine) as connection:
        document = SICK.model_dump(mode="json")
        return jobs.create(connection, NewJob(spec=document, resolved=document, device="cpu"))


def played(child, job_id, lost):
    """Advances until nothing is left to run; trials with a key that `lost` picks fail. The job's row."""
    for _ in range(30):
        advance_job(child, str(job_id))
        with transaction(child.engine) as connection:
            waiting = trials_of(connection, job_id)
        if not waiting:
            break
        for trial_id, plan in waiting:
            finish(child, trial_id, plan, lost)
    with transaction(child.engine) as connection:
        return connection.execute(select(job_rows).where(job_rows.c.id == job_id)).one()


def trials_of(connection, job_id):
    waits = (trial_rows.c.job_id == job_id, trial_rows.c.state == "queued")
    found = connection.execute(select(trial_rows.c.id, trial_rows.c.plan).where(*waits))
    return [(row.id, TrialPlan.model_validate(row.plan)) for row in found]


def finish(child, trial_id, plan, lost):
    helped = plan.fix is not None and "learning-rate" in plan.fix
    made = ended(plan, "learning" if helped else "not_learning", 60, dataset=facts())
    record = STUCK if plan.key == "reference" else made
    with transaction(child.engine) as connection:
        claim = trials.claim(connection, trial_id, worker="w", device="cpu", task_id="t", lease_seconds=60)
        assert claim is not None
        if lost(plan.key):
            trials.fail(connection, trial_id, claim.token, PROBLEM)
        else:
            trials.finish(connection, trial_id, claim.token, json.loads(record.model_dump_json()))


def test_a_fix_that_cannot_be_tried_does_not_cost_the_report(settings, engine, queue):
    child = Child(settings, engine, queue, "cpu")
    job = played(child, submitted(engine), lambda key: key == "screen-1-he-initialisation")
    assert job.state == "succeeded"
    fixes = {fix["name"]: fix for fix in job.report["fixes"]}
    assert fixes["learning-rate"]["status"] == "proven"
    he = fixes["he-initialisation"]
    assert (he["status"], he["reason"]) == (
        "inconclusive",
        "it could not be tried: The worker was lost: it died 3 times",
    )
    told = next(trial for trial in job.report["trials"] if trial["key"] == "screen-1-he-initialisation")
    assert told["reason"] == "The worker was lost: it died 3 times"


def test_a_run_as_asked_that_fails_fails_the_job(settings, engine, queue):
    child = Child(settings, engine, queue, "cpu")
    job = played(child, submitted(engine), lambda key: key == "reference")
    assert (job.state, job.error["title"]) == ("failed", "The worker was lost")


def test_advancing_a_job_that_waits_for_its_trials_queues_nothing_twice(settings, engine, queue):
    child = Child(settings, engine, queue, "cpu")
    job_id = submitted(engine)
    for _ in range(3):
        advance_job(child, str(job_id))
    with transaction(engine) as connection:
        assert len(trials_of(connection, job_id)) == 1
        assert advancing.load_case(connection, job_id).unfinished == ("reference",)
