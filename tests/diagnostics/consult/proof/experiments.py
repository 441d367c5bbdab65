"""Experiments run to their end with records made up by the test, and candidates to try."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from diagnostics.consult.case import Experiments, Rung
from diagnostics.consult.proof.candidate import Candidate, candidates
from diagnostics.consult.proposals import proposals
from diagnostics.findings import Finding
from diagnostics.spec.job import ResolvedSpec
from diagnostics.trial import TrialPlan, TrialRecord
from tests.diagnostics.factories import chain, image, layer, record, score, snapshot

SPEC = chain(
    image(8),
    layer("Dense", "hidden", units=8, activation="relu"),
    layer("Dense", "output", units=2, activation="softmax"),
)
STEEP = Finding("TRN408", "update-too-large", "error", 0.9, "the steps are too large", ("/training/learning_rate",))
Respond = Callable[[TrialPlan], TrialRecord]


def run_through(experiments: Experiments[Any], respond: Respond) -> tuple[Any, list[Rung]]:
    """What the experiments conclude from these records, and the rungs that they asked for."""
    rungs: list[Rung] = []
    try:
        rung = next(experiments)
        while True:
            rungs.append(rung)
            rung = experiments.send(tuple(map(respond, rung)))
    except StopIteration as end:
        return end.value, rungs


def ended(plan: TrialPlan, verdict: str, steps: int | None = None, loss: float = 0.3, **figures: Any) -> TrialRecord:
    """How the trial of a plan went; collapsed for certain where it does not learn."""
    step = min(steps or 50, plan.horizon or 1000)
    learned = {"learned_at_step": step} if verdict == "learning" else {}
    seen = score(loss=loss, gain=0.69 - loss)
    settings = {"confidence": 0.99, "steps": step, "planned_steps": 1000, **learned, **figures}
    return record(
        snapshot(),
        snapshot(step, loss=loss, gain=0.69 - loss, validation=seen),
        key=plan.key, role=plan.role, seed=plan.seed, fix=plan.fix, verdict=verdict, **settings,
    )  # fmt: skip


def wanted(*names: str, spec: ResolvedSpec = SPEC, finding: Finding = STEEP) -> tuple[Candidate, ...]:
    """The candidates of these names that the finding calls for (all of them where none is named)."""
    found = candidates(proposals(spec, [finding]), [finding], learning=False)
    by_name = {each.name: each for each in found}
    return tuple(by_name[name] for name in names) if names else found
