"""Which fixes are tried, and how: the plan of all trials that are not of the spec as asked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from diagnostics.consult.account import Account
from diagnostics.consult.case import Experiments
from diagnostics.consult.judge import CERTAIN
from diagnostics.consult.proof import range_test
from diagnostics.consult.proof.candidate import Candidate, candidates
from diagnostics.consult.proof.improving import improve
from diagnostics.consult.proof.judged import had_anyway, judge
from diagnostics.consult.proof.leading import leading
from diagnostics.consult.proof.outcome import is_settled
from diagnostics.consult.proof.tried import Proof, Settled, Tried
from diagnostics.consult.proof.turning import glance, turn
from diagnostics.consult.proposals import Proposal, proposals
from diagnostics.consult.suspects import keeps_from_running
from diagnostics.consult.weighed import WEAK
from diagnostics.findings import Finding
from diagnostics.report.model import RangeTest
from diagnostics.spec.job import ResolvedSpec
from diagnostics.trial import State, TrialRecord

_FAILED: frozenset[State] = frozenset({"not_learning", "diverged", "invalid"})  # the others are to be followed on
RATE = "/training/learning_rate"
_RANGE_TESTS = 10  # that the steps left must pay for, before one is worth its steps


def prove(
    spec: ResolvedSpec, observed: Sequence[TrialRecord], findings: Sequence[Finding], account: Account
) -> Experiments[Proof]:
    """Tries what the findings call for; `observed` are the trials of the spec as asked, the reference first."""
    reference, learning = observed[0], _is_learning(observed, findings)
    if reference.verdict == "invalid":
        findings = [each for each in findings if keeps_from_running(each)]
    suggested = proposals(spec, findings, reference.dataset)
    wanted = candidates(suggested, findings, learning=learning)
    if not wanted:
        return Proof(findings=tuple(findings))
    proven = partial(_is_proven, reference, had_anyway(findings))
    failed = any(each.verdict in _FAILED and each.learned_at_step is None for each in observed)
    tried: tuple[Tried, ...] = ()
    swept: RangeTest | None = None
    lead = leading(wanted, findings) if failed else ()
    if not lead or any(map(_needs_rates, lead)):
        swept, wanted = yield from _with_rates(spec, reference, findings, suggested, account, learning=learning)
        lead = leading(wanted, findings) if failed else ()
    if lead:
        tried = yield from _led(spec, observed, lead, wanted, account, proven)
    if not any(map(proven, tried)):
        if swept is None and lead:
            swept, wanted = yield from _with_rates(spec, reference, findings, suggested, account, learning=learning)
        if failed:
            tried = yield from turn(spec, observed, wanted, account, proven)
        else:
            tried = yield from improve(spec, reference, wanted, account, proven)
    arms = {pair.reference.key: pair.reference for each in tried for pair in each.pairs}
    settled = tuple(each for each in arms.values() if each not in observed and is_settled(each))
    names = frozenset(each.name for each in wanted)
    return Proof(tried, swept, settled, tuple(findings), names, _why_not(tried, account))


def _led(
    spec: ResolvedSpec,
    observed: Sequence[TrialRecord],
    lead: Sequence[Candidate],
    wanted: Sequence[Candidate],
    account: Account,
    proven: Settled,
) -> Experiments[tuple[Tried, ...]]:
    """The fixes of the one suspect that stands out; where one is proven, the others are looked at for what is left."""
    tried = yield from turn(spec, observed, lead, account, proven)
    if not any(map(proven, tried)):
        return tried
    known = {each.candidate.name for each in tried}
    others = yield from glance(spec, [each for each in wanted if each.name not in known], account)
    return (*tried, *others)


def _needs_rates(candidate: Candidate) -> bool:
    return any("range_test" in proposal.fix.needs for proposal in candidate.proposals)


def _with_rates(
    spec: ResolvedSpec,
    reference: TrialRecord,
    findings: Sequence[Finding],
    suggested: Sequence[Proposal],
    account: Account,
    *,
    learning: bool,
) -> Experiments[tuple[RangeTest | None, tuple[Candidate, ...]]]:
    """A sweep of rates, where one is worth it, and the candidates with what it told."""
    swept = yield from _swept(spec, reference, suggested, findings, account)
    if swept is not None:
        suggested = proposals(spec, findings, reference.dataset, swept)
    return swept, candidates(suggested, findings, learning=learning)


def _is_learning(observed: Sequence[TrialRecord], findings: Sequence[Finding]) -> bool:
    """Whether only errors are worth a trial: every run learned, and none of them poorly."""
    return all(each.verdict == "learning" for each in observed) and not any(each.code in WEAK for each in findings)


def _why_not(tried: Sequence[Tried], account: Account) -> str:
    """Why a fix that was wanted was not tried."""
    if account.is_out_of_seconds:
        return "the seconds were used up before it"
    spent = f"{account.steps_spent} of {account.steps} steps are spent"
    return f"more promising ones went first; {spent}" if tried else f"the steps left do not pay for its trials; {spent}"


def _is_proven(reference: TrialRecord, errors: Collection[str], tried: Tried) -> bool:
    return judge(tried, reference, errors).status == "proven"


def _swept(
    spec: ResolvedSpec,
    reference: TrialRecord,
    suggested: Sequence[Proposal],
    findings: Sequence[Finding],
    account: Account,
) -> Experiments[RangeTest | None]:
    wanted = any("range_test" in proposal.fix.needs for proposal in suggested)
    payable = account.steps_left >= _RANGE_TESTS * range_test.STEPS
    if not wanted or not payable or _tells_no_rate(reference, findings):
        return None
    records = yield (range_test.range_test(spec, spec.training.seed, account.seconds_for(_RANGE_TESTS)),)
    account.pay(records)
    return None if records[0].verdict == "invalid" else range_test.read(spec, records[0])


def _tells_no_rate(reference: TrialRecord, findings: Sequence[Finding]) -> bool:
    """Of a network that cannot be run, or that collapses at a usual rate: its loss is flat until it explodes."""
    collapsed = reference.verdict == "not_learning" and reference.confidence >= CERTAIN
    wrong = any(each.severity == "error" and each.step is None and RATE in each.at for each in findings)
    return reference.verdict == "invalid" or (collapsed and not wrong)
