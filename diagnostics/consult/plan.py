"""Which trials come next."""

from __future__ import annotations

from diagnostics.spec.job import ResolvedSpec
from diagnostics.trial import TrialPlan

REFERENCE = "reference"


def reference(spec: ResolvedSpec) -> TrialPlan:
    """The run as asked for, watched until a verdict is certain."""
    budget, runs = spec.diagnosis.budget, 1 + _wanted(spec)  # which share what there is to spend
    return TrialPlan(
        key=REFERENCE,
        role="reference",
        seed=spec.training.seed,
        spec=spec,
        horizon=None if budget.steps == "auto" else max(1, budget.steps // runs),
        seconds=None if budget.seconds is None else budget.seconds / runs,
        stop_early=spec.diagnosis.mode == "diagnose",
    )


def replicates(spec: ResolvedSpec) -> tuple[TrialPlan, ...]:
    """The same run from other seeds, as many as the job asks for."""
    first = reference(spec)
    return tuple(
        first.model_copy(update={"key": f"replicate-{number}", "role": "replicate", "seed": _seed(first.seed, number)})
        for number in range(1, _wanted(spec) + 1)
    )


def _seed(first: int, number: int) -> int:
    return (first + number) % 2**32  # as many seeds as NumPy takes


def _wanted(spec: ResolvedSpec) -> int:
    return 0 if spec.diagnosis.replicates == "auto" else spec.diagnosis.replicates
