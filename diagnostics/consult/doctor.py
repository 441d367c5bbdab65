"""The doctor: decides the next experiments, or concludes. No side effects, so asking again is always safe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from diagnostics.consult.assemble import assemble
from diagnostics.consult.case import Case, Conclude, Run
from diagnostics.consult.examine import examine
from diagnostics.consult.plan import reference, replicates, variations
from diagnostics.trial import TrialPlan, TrialRecord


def consult(case: Case) -> Run | Conclude:
    """What to run next, in rungs: nothing is decided until every trial of a rung is in.

    A returned rung may name trials that were planned before; they are the same trials, by their keys.
    """
    known = {record.key: record for record in case.records}
    planned: list[TrialPlan] = []
    for rung in _rungs(case, known):
        if any(plan.key not in known for plan in rung):
            return Run(rung)
        planned.extend(rung)
    return Conclude(assemble(case, [known[plan.key] for plan in planned]))


def _rungs(case: Case, known: Mapping[str, TrialRecord]) -> Iterator[tuple[TrialPlan, ...]]:
    """One rung after another; each is asked for only when all trials of those before it are known."""
    first = reference(case.spec)
    yield (first,)
    record = known[first.key]
    if record.verdict == "invalid":
        return
    others = replicates(case.spec, record, examine(case.spec, [record]))
    yield others
    yield variations(case.spec, [record, *(known[plan.key] for plan in others)])
