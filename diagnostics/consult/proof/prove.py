"""Which fixes are tried, and how: the plan of all trials that are not of the spec as asked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from diagnostics.consult.account import Account
from diagnostics.consult.case import Experiments
from diagnostics.consult.judge import CERTAIN
from diagnostics.consult.proof import range_test
from diagnostics.consult.proof.candidate import candidates
from diagnostics.consult.proof.improving import improve
from diagnostics.consult.proof.judged import judge
from diagnostics.consult.proof.outcome import is_settled
from diagnostics.consult.proof.tried import Proof, Tried
from diagnostics.consult.proof.turning import turn
from diagnostics.consult.proposals import Proposal, proposals
from diagnostics.findings import Finding
from diagnostics.report.model import RangeTest
from diagnostics.spec.job import ResolvedSpec
from diagnostics.trial import State, TrialRecord

_FAILED: frozenset[State] = frozenset({"not_learning", "diverged", "invalid"})  # the others are to be followed on
_RANGE_TESTS = 10  # that the steps left must pay for, before one is worth its steps


def prove(
    spec: ResolvedSpec, observed: Sequence[TrialRecord], findings: Sequence[Finding], account: Account
) -> Experiments[Proof]:
    """Tries what the findings call for; `observed` are the trials of the spec as asked, the reference first."""
    reference = observed[0]
    learning = all(each.verdict == "learning" for each in observed)
    suggested = proposals(spec, findings, reference.dataset)
    if not candidates(suggested, findings, learning=learning):
        nothing = "the network learns: nothing needs to be proven" if learning else "no fix of this version applies"
        return Proof(unproven=nothing)
    swept = yield from _swept(spec, reference, suggested, account)
    wanted = candidates(proposals(spec, findings, reference.dataset, swept), findings, learning=learning)
    tried: tuple[Tried, ...]
    if _FAILED & {each.verdict for each in observed}:
        errors = {finding.code for finding in findings if finding.severity == "error"}
        tried = yield from turn(spec, observed, wanted, account, partial(_is_proven, reference, errors))
    else:
        tried = yield from improve(spec, reference, wanted, account)
    arms = {pair.reference.key: pair.reference for each in tried for pair in each.pairs}
    settled = tuple(each for each in arms.values() if each not in observed and is_settled(each))
    spent = f"{account.steps_spent} of {account.steps} steps are spent"
    late = "the seconds were used up before it" if account.is_out_of_seconds else "more promising ones went first"
    return Proof(tried, swept, settled, f"{late}; {spent}")


def _is_proven(reference: TrialRecord, errors: set[str], tried: Tried) -> bool:
    return judge(tried, reference, errors).status == "proven"


def _swept(
    spec: ResolvedSpec, reference: TrialRecord, suggested: Sequence[Proposal], account: Account
) -> Experiments[RangeTest | None]:
    wanted = any("range_test" in proposal.fix.needs for proposal in suggested)
    payable = account.steps_left >= _RANGE_TESTS * range_test.STEPS
    if not wanted or not payable or _tells_no_rate(reference):
        return None
    records = yield (range_test.range_test(spec, spec.training.seed, account.seconds_for(_RANGE_TESTS)),)
    account.pay(records)
    return None if records[0].verdict == "invalid" else range_test.read(spec, records[0])


def _tells_no_rate(reference: TrialRecord) -> bool:
    """A network that cannot be run, or that collapses: its loss is flat at every rate, until it explodes."""
    collapsed = reference.verdict == "not_learning" and reference.confidence >= CERTAIN
    return reference.verdict == "invalid" or collapsed
