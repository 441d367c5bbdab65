"""The doctor: decides the next experiments, or concludes. No side effects, so asking again is always safe."""

from __future__ import annotations

from diagnostics.consult.account import Account, opened
from diagnostics.consult.assemble import assemble
from diagnostics.consult.case import Case, Conclude, Experiments, Observed, Records, Run
from diagnostics.consult.examine import examine
from diagnostics.consult.plan import SICK, proves, reference, replicates, variations
from diagnostics.consult.proof.prove import prove
from diagnostics.consult.proof.tried import Proof
from diagnostics.consult.weighed import weighed
from diagnostics.spec.job import ResolvedSpec
from diagnostics.trial import TrialRecord

_NOT_ASKED = {
    "diagnose": "trials of fixes were not asked for",
    "train": "a job in mode train is one run: diagnose it to have fixes tried",
}


def consult(case: Case) -> Run | Conclude:
    """What to run next, in rungs: nothing is decided until every trial of a rung is in.

    A returned rung may name trials that were planned before; they are the same trials, by their keys.
    """
    known = {record.key: record for record in case.records}
    trials: dict[str, TrialRecord] = {}
    experiments = _experiments(case.spec)
    rung = next(experiments)
    while True:
        if any(plan.key not in known for plan in rung):
            return Run(rung)
        records = tuple(known[plan.key] for plan in rung)
        trials |= {record.key: record for record in records}
        try:
            rung = experiments.send(records)
        except StopIteration as end:
            asked, proof = end.value
            return Conclude(assemble(case, Observed(asked, tuple(trials.values()), proof)))


def _experiments(spec: ResolvedSpec) -> Experiments[tuple[Records, Proof]]:
    """The trials of the spec as asked, then those of fixes; each rung is asked for when those before it are in."""
    first = yield (reference(spec),)
    if first[0].verdict == "invalid":
        others: Records = ()
    else:
        others = yield replicates(spec, first[0], examine(spec, first))
    observed = (*first, *others)
    account = _account(spec, observed)
    proof = Proof(unproven=_NOT_ASKED[spec.diagnosis.mode])
    if proves(spec.diagnosis):
        proof = yield from prove(spec, observed, weighed(examine(spec, observed), observed), account)
    varied = yield from _varied(spec, observed, account)
    return (*observed, *proof.arms, *varied), proof


def _account(spec: ResolvedSpec, observed: Records) -> Account:
    states = {record.verdict for record in observed}
    account = opened(spec.diagnosis.budget, observed[0].planned_steps)
    account.pay(observed)
    if "learning" in states and states & SICK:
        account.allow_for_instability()
    elif "learning" in states:
        account.allow_for_replicates(observed[1:])
    return account


def _varied(spec: ResolvedSpec, observed: Records, account: Account) -> Experiments[Records]:
    """Last, since what they tell (weights or order) is worth less than a cure."""
    plans = variations(spec, observed)
    if sum(plan.horizon or 0 for plan in plans) > account.steps_left:
        return ()
    return (yield plans)
