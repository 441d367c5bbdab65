"""A job with everything: trials, series, snapshots, and a report that is one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Engine

from api.examples import JOB
from diagnostics.graph.resolve import resolve
from diagnostics.observations import OutputSnapshot, Score, Snapshot
from diagnostics.report.model import Cost, Report, ReportedFinding, ReportedFix, ReportedTrial, RootCause, Verdict
from diagnostics.spec.job import JobSpec
from diagnostics.trial import TrialRecord
from store.db import transaction
from store.repositories import advancing, trials
from tests.store.cases import claimed, with_trials

NAN = float("nan")
SNAPSHOT = Snapshot(
    step=0,
    probe_samples=4,
    layers={},
    output=OutputSnapshot(logit_spread=NAN),
    train=Score(samples=4, loss=NAN, chance_loss=2.3, gain=float("-inf"), gain_error=0.1),
)
RECORD = TrialRecord(
    key="a",
    role="reference",
    seed=0,
    verdict="diverged",
    confidence=0.9,
    reason="the loss is not finite",
    steps=2,
    planned_steps=100,
    seconds=0.5,
    losses=(2.5, NAN),
    snapshots=(SNAPSHOT,),
)


@dataclass(frozen=True)
class Whole:
    """The ids of what was stored, and the report."""

    job_id: UUID
    trial_id: UUID
    report: Report


def whole(engine: Engine) -> Whole:
    job_id, added = with_trials(engine, "a", "b")
    claim = claimed(engine, added["a"])
    report = report_of(str(added["a"]))
    with transaction(engine) as connection:
        assert trials.finish(connection, added["a"], claim.token, document(RECORD))
        revision = advancing.load_case(connection, job_id).revision
        assert advancing.conclude(connection, job_id, revision, document(report))
    return Whole(job_id, added["a"], report)


def report_of(trial_id: str) -> Report:
    found, proposed = str(uuid4()), str(uuid4())
    return Report(
        verdict=Verdict(
            state="diverged",
            confidence=0.9,
            summary="The loss is not finite.",
            root_causes=(RootCause(code="TRN404", at=("/model/layers/1",), share=1.0),),
            decided_at_step=2,
            planned_steps=100,
            steps_spent=2,
        ),
        findings=(
            ReportedFinding(
                id=found,
                code="TRN404",
                name="dead-units",
                severity="error",
                confidence=0.9,
                message="half the units are dead",
                at=("/model/layers/1",),
                layer="hidden",
                step=2,
                evidence={"loss": NAN},
                fixes=(proposed,),
            ),
        ),
        fixes=(
            ReportedFix(
                id=proposed,
                name="lower-learning-rate",
                title="Take smaller steps",
                why="the loss is not finite",
                addresses=(found,),
                patch=(
                    {"op": "test", "path": "/training/learning_rate", "value": 0.001},
                    {"op": "replace", "path": "/training/learning_rate", "value": 0.0001},
                ),
                safety="changes_training",
            ),
        ),
        trials=(
            ReportedTrial(
                id=trial_id,
                key="reference",
                role="reference",
                seed=0,
                fix=None,
                verdict="diverged",
                reason="the loss is not finite",
                steps=2,
                seconds=0.5,
                series={"loss": (2.5, NAN)},
                snapshots=(SNAPSHOT,),
            ),
        ),
        spec=resolve(JobSpec.model_validate(JOB)),
        cost=Cost(parameters=100, trainable_parameters=100, seconds_per_step=None),
        dataset=None,
        environment=None,
        timings={},
        truncated=None,
    )


def document(model: TrialRecord | Report) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(model.model_dump_json())
    return found
