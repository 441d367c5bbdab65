"""Trials of fixes for a network that does not learn, or not from every seed: which turn it into one that does."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from diagnostics.consult.account import Account
from diagnostics.consult.case import Experiments
from diagnostics.consult.proof.candidate import Candidate
from diagnostics.consult.proof.confirming import (
    PAIRS,
    PAIRS_WHEN_UNSTABLE,
    Arms,
    Finalist,
    arms_of,
    confirm,
    finalists,
    payable,
)
from diagnostics.consult.proof.outcome import is_settled, outcome
from diagnostics.consult.proof.screening import Screened, first_rung, screen
from diagnostics.consult.proof.tried import Confirmed, Settled, Tried, tried
from diagnostics.spec.job import ResolvedSpec
from diagnostics.trial import TrialRecord


def turn(
    spec: ResolvedSpec,
    observed: Sequence[TrialRecord],
    wanted: Sequence[Candidate],
    account: Account,
    settled: Settled,
) -> Experiments[tuple[Tried, ...]]:
    """Everything that was screened, with pairs for the best; more pairs where seeds disagree and `settled` says no."""
    arms = arms_of(spec, observed, PAIRS_WHEN_UNSTABLE)
    screened = yield from screen(spec, wanted, account)
    waiting, chosen = finalists(spec, screened), list[Finalist]()
    known: dict[str, Confirmed] = {}
    steps = observed[0].steps if is_settled(observed[0]) else math.inf  # an arm will hardly take more to be settled
    while waiting and not _any_settled(chosen, known, settled):
        batch = payable(waiting, account, PAIRS, _lacking(arms, _numbers(1, PAIRS), steps))
        if not batch or account.is_out_of_seconds:
            break
        known |= yield from confirm(spec, batch, _numbers(1, PAIRS), arms, account, steps)
        waiting, chosen = waiting[len(batch) :], [*chosen, *batch]
    if any(outcome(each) == "learned" for each in (*observed, *arms.values())):
        account.allow_for_instability()
        known |= yield from _more(spec, chosen, known, arms, account, settled)
    return _all_tried(screened, chosen, known, account)


def glance(spec: ResolvedSpec, wanted: Sequence[Candidate], account: Account) -> Experiments[tuple[Tried, ...]]:
    """One short trial of each that can be paid for, after the cure is known: to tell which others do nothing."""
    screened = yield from first_rung(spec, wanted, account)
    return tuple(tried(each.candidate, each.record, Confirmed(), account) for each in screened)


def _more(
    spec: ResolvedSpec,
    chosen: Sequence[Finalist],
    known: Mapping[str, Confirmed],
    arms: dict[int, TrialRecord],
    account: Account,
    settled: Settled,
) -> Experiments[dict[str, Confirmed]]:
    """Candidates that more pairs may settle, with all their pairs, where seeds disagree without a fix.

    A few pairs at a time, so that each trial is as long as it needs to be; first those that lack no trial without it.
    """
    settling = dict(known)
    for pairs in _a_few_at_a_time(arms):
        open_still = [each for each in chosen if _is_open(each, settling, settled)]
        batch = payable(open_still, account, len(pairs), _lacking(arms, pairs, math.inf))
        if not batch or account.is_out_of_seconds:
            break
        further = yield from confirm(spec, batch, pairs, arms, account)
        settling |= {name: settling[name] + added for name, added in further.items()}
    return settling


def _a_few_at_a_time(arms: Mapping[int, TrialRecord]) -> list[list[int]]:
    rest = _numbers(PAIRS + 1, PAIRS_WHEN_UNSTABLE)
    lacking = [pair for pair in rest if pair not in arms]
    known = [pair for pair in rest if pair in arms]
    return [*([known] if known else []), *(lacking[first : first + 2] for first in range(0, len(lacking), 2))]


def _any_settled(chosen: Sequence[Finalist], known: Mapping[str, Confirmed], settled: Settled) -> bool:
    return any(settled(Tried(each.candidate, None, known[each.candidate.name])) for each in chosen)


def _lacking(arms: Mapping[int, TrialRecord], pairs: Sequence[int], steps: float) -> Arms:
    return Arms(sum(pair not in arms for pair in pairs), steps)


def _numbers(first: int, last: int) -> list[int]:
    return list(range(first, last + 1))


def _is_open(finalist: Finalist, known: Mapping[str, Confirmed], settled: Settled) -> bool:
    tried = Tried(finalist.candidate, None, known[finalist.candidate.name])
    promising = bool(tried.pairs) and all(outcome(each) == "learned" for each in tried.treated)
    return promising and not settled(tried)


def _all_tried(
    screened: Sequence[Screened], chosen: Sequence[Finalist], known: Mapping[str, Confirmed], account: Account
) -> tuple[Tried, ...]:
    trials = {each.candidate.name: each for each in screened}
    candidates = {each.candidate.name: each.candidate for each in screened}
    candidates |= {each.candidate.name: each.candidate for each in chosen}
    return tuple(
        tried(candidate, trials[name].record if name in trials else None, known.get(name, Confirmed()), account)
        for name, candidate in candidates.items()
    )
