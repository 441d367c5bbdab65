"""The doctor: decides the next experiments, or concludes. No side effects, so asking again is always safe."""

from __future__ import annotations

from diagnostics.consult.assemble import assemble
from diagnostics.consult.case import Case, Conclude, Run
from diagnostics.consult.plan import reference, replicates
from diagnostics.trial import TrialPlan


def consult(case: Case) -> Run | Conclude:
    """What to run next, in rungs: nothing is decided until every trial of a rung is in.

    A returned rung may name trials that were planned before; they are the same trials, by their keys.
    """
    known = {record.key: record for record in case.records}
    planned: list[TrialPlan] = []
    for rung in _rungs(case):
        planned.extend(rung)
        if any(plan.key not in known for plan in rung):
            return Run(rung)
        if any(known[plan.key].verdict == "invalid" for plan in rung):
            break
    return Conclude(assemble(case, [known[plan.key] for plan in planned]))


def _rungs(case: Case) -> tuple[tuple[TrialPlan, ...], ...]:
    return ((reference(case.spec),), replicates(case.spec))
