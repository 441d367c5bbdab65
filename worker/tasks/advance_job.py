"""Advances a job: asks the doctor, and either queues the next trials or stores the report."""

from __future__ import annotations

import json
import logging
from uuid import UUID

from diagnostics.consult.case import Case, Conclude
from diagnostics.consult.doctor import consult
from diagnostics.report.model import Report
from diagnostics.source.diff.in_report import with_diffs
from diagnostics.spec.job import ResolvedSpec
from diagnostics.spec.reading import read_job
from diagnostics.trial import TrialPlan, TrialRecord
from store.db import transaction
from store.errors import NotStored
from store.repositories import advancing
from store.repositories.advancing import FailedTrial, StoredCase
from store.states import UNFINISHED
from worker.child import Child
from worker.problems import problem_of
from worker.reaching import glancing

_DISPENSABLE = ("treatment", "range_test")  # without them there is still a report
_log = logging.getLogger(__name__)


def advance_job(child: Child, job_id: str) -> None:
    """Decides on what is known now; asks again where that has changed meanwhile."""
    decided = False
    while not decided:
        try:
            with transaction(child.engine) as connection:
                case = advancing.load_case(connection, UUID(job_id))
        except NotStored:
            return
        if case.state not in UNFINISHED or not case.advance_due:
            return
        decided = _decide(child, case)


def _decide(child: Child, case: StoredCase) -> bool:
    """Whether the decision was stored; not where the case has changed since it was read."""
    needed = [trial for trial in case.failed if trial.role not in _DISPENSABLE]
    if needed:
        return _fail(child, case, needed[0].error)
    if case.attempts > child.settings.max_attempts:
        detail = f"deciding on the job was tried {case.attempts - 1} times, and the worker was lost each time"
        return _fail(child, case, {"type": "about:blank", "title": "The job could not be decided", "detail": detail})
    try:
        answer = consult(_case(case))
    except Exception as error:  # noqa: BLE001  # the task boundary: whatever goes wrong is the job's to tell
        _log.exception("consulting on job %s failed", case.job_id)
        return _fail(child, case, problem_of("The job could not be decided", error))
    if isinstance(answer, Conclude):
        report = json.loads(_with_diffs(child, case, answer.report).model_dump_json())
        with transaction(child.engine) as connection:
            return advancing.conclude(connection, case.job_id, case.revision, report)
    return _queue_trials(child, case, answer.plans)


def _with_diffs(child: Child, case: StoredCase, report: Report) -> Report:
    """The report with its fixes as diffs of the user's program; without them where that goes wrong."""
    try:
        with glancing(child) as reach:
            return with_diffs(report, read_job(case.submitted), reach)
    except Exception:  # noqa: BLE001  the task boundary: a report without diffs is worth more than none
        _log.exception("the diffs of job %s could not be made", case.job_id)
        return report


def _case(case: StoredCase) -> Case:
    return Case(
        id=str(case.job_id),
        spec=ResolvedSpec.model_validate(case.spec),
        records=(*map(TrialRecord.model_validate, case.records), *map(_lost, case.failed)),
        trial_ids={key: str(trial_id) for key, trial_id in case.trial_ids.items()},
    )


def _lost(trial: FailedTrial) -> TrialRecord:
    """What is known of a fix that could not be tried: nothing, and why."""
    plan = TrialPlan.model_validate(trial.plan)
    return TrialRecord(
        key=plan.key, role=plan.role, seed=plan.seed, fix=plan.fix, verdict="inconclusive", confidence=0.0,
        reason=f"{trial.error['title']}: {trial.error.get('detail', '')}", steps=0, planned_steps=0, seconds=0.0,
    )  # fmt: skip


def _queue_trials(child: Child, case: StoredCase, plans: tuple[TrialPlan, ...]) -> bool:
    documents = [json.loads(plan.model_dump_json()) for plan in plans]
    with transaction(child.engine) as connection:
        added = advancing.add_trials(connection, case.job_id, case.revision, documents, phase=plans[-1].role)
    if added is None:
        return False
    for trial_id in added.values():
        child.queue.publish_trial(trial_id, case.device)
    return True


def _fail(child: Child, case: StoredCase, problem: dict[str, object]) -> bool:
    with transaction(child.engine) as connection:
        return advancing.fail(connection, case.job_id, case.revision, problem)
