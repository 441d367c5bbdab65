"""The whole diagnosis in this process, without server or database. Heavy."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import partial
from pathlib import Path

from diagnostics.consult.case import Case, Conclude
from diagnostics.consult.doctor import consult
from diagnostics.data.locations import Roots
from diagnostics.data.raw import Limits
from diagnostics.report.model import Report
from diagnostics.spec.job import ResolvedSpec
from diagnostics.train.trial import run_trial
from diagnostics.trial import TrialPlan, TrialRecord

Progress = Callable[[TrialPlan, int, int, float | None], None]
RunTrial = Callable[[TrialPlan], TrialRecord]


def diagnose(
    spec: ResolvedSpec,
    progress: Progress = lambda *_: None,
    run: RunTrial | None = None,
    model_file: Path | None = None,
    roots: Roots = None,
    limits: Limits = Limits(),  # noqa: B008
) -> Report:
    """Runs every trial that the doctor asks for, one after another; `progress(plan, steps, planned, loss)`.

    `run` stands in for running a trial here, such as to take up the records of trials that were run before. Without it,
    the network of a job in mode `train` is written to `model_file`, and `roots` is what may be read, within `limits`.
    """
    case = Case(id=str(uuid.uuid4()), spec=spec)
    while True:
        answer = consult(case)
        if isinstance(answer, Conclude):
            return answer.report
        known = {record.key for record in case.records}
        for plan in (plan for plan in answer.plans if plan.key not in known):
            wanted = model_file if plan.is_users_training else None
            told = partial(progress, plan)
            record = run(plan) if run else run_trial(plan, roots, limits, told, model_file=wanted)
            case = Case(case.id, spec, (*case.records, record), case.trial_ids)
