"""Runs one trial under a lease, stores its record, and advances its job."""

from __future__ import annotations

import json
import logging
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from celery.exceptions import SoftTimeLimitExceeded

from diagnostics.data.raw import Limits
from diagnostics.data.remote.errors import FetchError
from diagnostics.trial import TrialPlan, TrialRecord
from store.db import transaction
from store.errors import NotStored
from store.repositories import trial_queries, trials
from store.repositories.trials import Claim
from store.states import ENDED
from worker.child import Child
from worker.heartbeat import Heartbeat, LeaseLost
from worker.keeping import Keeping, keeping
from worker.problems import problem_of
from worker.reaching import reaching
from worker.tasks.advance_job import advance_job
from worker.waiting import until_the_database_answers

_log = logging.getLogger(__name__)


def run_trial(child: Child, trial_id: str, task_id: str) -> None:
    """Does nothing where the trial is not to be had: a redelivered or late message is harmless."""
    claim = until_the_database_answers(partial(_claim, child, UUID(trial_id), task_id))
    if claim is None:
        return
    stored = _run_and_store(child, claim)
    if child.blobs is not None and claim.plan["spec"]["diagnosis"]["mode"] == "train":
        until_the_database_answers(partial(_tidy, child, claim))
    if stored:
        until_the_database_answers(partial(advance_job, child, str(claim.job_id)))


def _run_and_store(child: Child, claim: Claim) -> bool:
    """Whether the outcome was stored; not where the trial is no longer this worker's."""
    try:
        with Heartbeat(child, claim) as heartbeat:
            record = _run(child, claim, heartbeat)
    except LeaseLost:
        _log.info("trial %s was cancelled or given to another worker", claim.trial_id)
        return False
    except SoftTimeLimitExceeded as error:  # sent by a cancellation, whose job then refuses this
        return _store_failure(child, claim, problem_of("The trial was stopped", error))
    except FetchError as error:
        _log.warning("trial %s: %s", claim.trial_id, error)
        return _store_failure(child, claim, problem_of("What the job names could not be fetched", error))
    except Exception as error:  # noqa: BLE001  # the task boundary: whatever goes wrong is the job's to tell
        _log.exception("trial %s failed", claim.trial_id)
        return _store_failure(child, claim, problem_of("The trial failed", error))
    return _store_record(child, claim, record)


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

    plan = TrialPlan.model_validate(claim.plan)
    kept = _keeping(child, claim)
    with reaching(child) as reach:
        run = partial(trial.run_trial, plan, reach, Limits.of(child.settings), heartbeat.progress)
        if kept is None or not plan.is_users_training:
            return run()
        with TemporaryDirectory() as folder:
            model_file = Path(folder) / "model.keras"
            record = run(checkpoints=kept, model_file=model_file)
            kept.keep_model(model_file)
        return record


def _keeping(child: Child, claim: Claim) -> Keeping | None:
    if child.blobs is None:
        return None
    return keeping(child.blobs, claim.job_id, claim.trial_id, child.settings.checkpoint_seconds)


def _tidy(child: Child, claim: Claim) -> None:
    """Deletes what nobody needs any more of a trial that this worker has let go of, however it came to that."""
    kept = _keeping(child, claim)
    assert kept is not None, "whoever keeps nothing has nothing to tidy"
    try:
        with transaction(child.engine) as connection:
            state = trial_queries.get(connection, claim.trial_id).state
    except NotStored:  # deleted with its job, perhaps before the last checkpoint was kept
        kept.drop_all()
        return
    if state == "succeeded":
        kept.drop_checkpoint()
    elif state in ENDED:
        kept.drop_all()


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
