"""Runs one trial under a lease, stores its record, and advances its job."""

from __future__ import annotations

import json
import logging
from functools import partial
from uuid import UUID

from celery.exceptions import SoftTimeLimitExceeded

from diagnostics.data.raw import Limits
from diagnostics.trial import TrialPlan, TrialRecord
from store.db import transaction
from store.repositories import trials
from store.repositories.trials import Claim
from worker.child import Child
from worker.heartbeat import Heartbeat, LeaseLost
from worker.problems import problem_of
from worker.tasks.advance_job import advance_job
from worker.waiting import until_the_database_answers

_log = logging.getLogger(__name__)


def run_trial(child: Child, trial_id: str, task_id: str) -> None:
    """Does nothing where the trial is not to be had: a redelivered or late message is harmless."""
    claim = until_the_database_answers(partial(_claim, child, UUID(trial_id), task_id))
    if claim is None:
        return
    try:
        with Heartbeat(child, claim) as heartbeat:
            record = _run(child, claim, heartbeat)
    except LeaseLost:
        _log.info("trial %s was cancelled or given to another worker", claim.trial_id)
        return
    except SoftTimeLimitExceeded as error:  # sent by a cancellation, whose job then refuses this
        stored = _store_failure(child, claim, problem_of("The trial was stopped", error))
    except Exception as error:  # noqa: BLE001  # the task boundary: whatever goes wrong is the job's to tell
        _log.exception("trial %s failed", claim.trial_id)
        stored = _store_failure(child, claim, problem_of("The trial failed", error))
    else:
        stored = _store_record(child, claim, record)
    if stored:
        until_the_database_answers(partial(advance_job, child, str(claim.job_id)))


def _claim(child: Child, trial_id: UUID, task_id: str) -> Claim | None:
    with transaction(child.engine) as connection:
        return trials.claim(
            connection,
            trial_id,
            worker=child.name,
            device=child.device,
            task_id=task_id,
            lease_seconds=child.settings.lease_seconds,
        )


def _run(child: Child, claim: Claim, heartbeat: Heartbeat) -> TrialRecord:
    from diagnostics.train import trial

    settings = child.settings
    plan = TrialPlan.model_validate(claim.plan)
    limits = Limits(dataset_bytes=settings.max_dataset_bytes, image_pixels=settings.max_image_pixels)
    return trial.run_trial(plan, settings.data_roots, limits, heartbeat.progress)


def _store_record(child: Child, claim: Claim, record: TrialRecord) -> bool:
    document = json.loads(record.model_dump_json())

    def store() -> bool:
        with transaction(child.engine) as connection:
            return trials.finish(connection, claim.trial_id, claim.token, document)

    return until_the_database_answers(store)


def _store_failure(child: Child, claim: Claim, problem: dict[str, object]) -> bool:
    def store() -> bool:
        with transaction(child.engine) as connection:
            return trials.fail(connection, claim.trial_id, claim.token, problem)

    return until_the_database_answers(store)
