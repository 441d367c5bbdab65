"""Which trials come next, from what the ones before have shown."""

from __future__ import annotations

from collections.abc import Sequence

from diagnostics.catalogue import rules
from diagnostics.consult.account import affordable, opened
from diagnostics.findings import Finding
from diagnostics.spec.diagnosis import Diagnosis
from diagnostics.spec.job import ResolvedSpec
from diagnostics.trial import FEW_STEPS, State, TrialPlan, TrialRecord

REFERENCE = "reference"
FOLLOW_STEPS = 2_000  # a network that learns is followed so far, where no budget says otherwise
REPLICATES, REPLICATES_AT_RISK = 2, 4
SICK: frozenset[State] = frozenset({"not_learning", "diverged", "unstable"})
CERTAIN = 0.9  # blame from which a fault keeps any seed from learning
BRIEF_STEPS, BRIEF_PARTS = 100, 20  # of a replicate of a sick network whose fixes are to be tried
PARTS = 3  # of what there is to spend: one for the reference, two for trials of fixes
LEAST_STEPS = 300  # for the reference where there are as many, however little is left for fixes
VARIED = 2  # trials for each of the two things that a seed decides


def reference(spec: ResolvedSpec) -> TrialPlan:
    """The run as asked for, watched until a verdict is certain."""
    budget, runs = spec.diagnosis.budget, 1 + _asked(spec)  # which share what there is to spend
    horizon = None if budget.steps == "auto" else max(1, budget.steps // runs)
    parts = PARTS if proves(spec.diagnosis) else 1
    return TrialPlan(
        key=REFERENCE,
        role="reference",
        seed=spec.training.seed,
        spec=spec,
        horizon=horizon and max(min(horizon, LEAST_STEPS), horizon // parts),
        share=1 / parts,
        seconds=None if budget.seconds is None else budget.seconds / runs,
        stop_early=spec.diagnosis.mode == "diagnose",
        follow_to=horizon or FOLLOW_STEPS,
    )


def proves(diagnosis: Diagnosis) -> bool:
    """Whether fixes are tried: a job in mode `train` is one run, which is what its steps are for."""
    return diagnosis.prove and diagnosis.mode == "diagnose"


def replicates(spec: ResolvedSpec, record: TrialRecord, findings: Sequence[Finding]) -> tuple[TrialPlan, ...]:
    """The same run from other seeds: as many as asked for or, left to us, where the outcome may hang on the seed."""
    wanted = _asked(spec) if spec.diagnosis.replicates != "auto" else _needed(spec, record, findings)
    horizon = _payable(spec, record, wanted)
    if horizon is not None and horizon < min(BRIEF_STEPS, record.steps):
        return ()
    plans = (_variant(spec, f"replicate-{number}", seed_of(spec, number)) for number in range(1, wanted + 1))
    return tuple(plan.model_copy(update={"horizon": horizon or plan.horizon}) for plan in plans)


def variations(spec: ResolvedSpec, records: Sequence[TrialRecord]) -> tuple[TrialPlan, ...]:
    """Where seeds disagree: the same weights with other orders of the data, and other weights with the same order."""
    states = {record.verdict for record in records}
    if spec.diagnosis.replicates != "auto" or "learning" not in states or not states & SICK:
        return ()
    first = spec.training.seed
    orders = [
        _variant(spec, f"vary-order-{number}", first, order_seed=seed_of(spec, 100 + number))
        for number in range(1, VARIED + 1)
    ]
    weights = [
        _variant(spec, f"vary-weights-{number}", seed_of(spec, 200 + number), order_seed=first)
        for number in range(1, VARIED + 1)
    ]
    return (*orders, *weights)


def _variant(spec: ResolvedSpec, key: str, seed: int, order_seed: int | None = None) -> TrialPlan:
    first = reference(spec)
    horizon = first.horizon or FEW_STEPS
    changed = {"key": key, "role": "replicate", "seed": seed, "order_seed": order_seed}
    return first.model_copy(update={**changed, "horizon": horizon, "follow_to": None})


def _payable(spec: ResolvedSpec, record: TrialRecord, replicates: int) -> int | None:
    """The horizon of replicates that fixes are to be tried beside; None for that of the reference.

    Those of a sick network leave most of what there is to trials of fixes, which have their own runs as asked.
    """
    diagnosis = spec.diagnosis
    if diagnosis.replicates != "auto" or not proves(diagnosis) or not replicates:
        return None
    account = opened(diagnosis.budget, record.planned_steps)
    if record.verdict in SICK:
        return max(BRIEF_STEPS, account.steps // BRIEF_PARTS)
    if diagnosis.budget.steps == "auto":
        return None  # that may cost several runs: it is instability that is to be measured
    account.pay([record])
    return affordable(account.steps_left / 2, replicates)


def _needed(spec: ResolvedSpec, record: TrialRecord, findings: Sequence[Finding]) -> int:
    """How many other seeds to look at: none where a fault is certain, or nothing speaks for an unstable training.

    A budget, or a run to the end, is what the user wants spent: on the reference and, where fixes are to be tried, on
    these; only where the network learns is what is left for others.
    """
    diagnosis = spec.diagnosis
    if diagnosis.mode == "train" or diagnosis.budget.seconds is not None:
        return 0
    if diagnosis.budget.steps != "auto" and (record.verdict in SICK or not proves(diagnosis)):
        return 0
    if record.verdict not in SICK | {"learning"} or _is_certain(findings):
        return 0
    risky = {rule.code for rule in rules() if "REP701" in rule.explains}
    risks = {finding.severity for finding in findings if finding.code in risky}
    if record.verdict in SICK:
        return REPLICATES
    return REPLICATES_AT_RISK if "error" in risks else REPLICATES if "warning" in risks else 0


def _is_certain(findings: Sequence[Finding]) -> bool:
    blames = {rule.code: 0.0 if rule.is_state else rule.blame for rule in rules()}
    return any(
        finding.severity == "error" and (finding.blame or blames.get(finding.code, 0.0)) >= CERTAIN
        for finding in findings
    )


def seed_of(spec: ResolvedSpec, number: int) -> int:
    """The seed of a replicate or a pair, counted from 1."""
    return (spec.training.seed + number) % 2**32  # as many seeds as NumPy takes


def _asked(spec: ResolvedSpec) -> int:
    return 0 if spec.diagnosis.replicates == "auto" else spec.diagnosis.replicates
