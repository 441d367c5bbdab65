"""Trials of fixes for a network that learns, but badly: both arms are followed equally far and compared there."""

from __future__ import annotations

import math
from collections.abc import Sequence

from diagnostics.consult.account import Account, affordable
from diagnostics.consult.case import Experiments
from diagnostics.consult.proof.candidate import Candidate, combined
from diagnostics.consult.proof.confirming import PAIRS, PAIRS_WHEN_UNSTABLE
from diagnostics.consult.proof.effect import difference
from diagnostics.consult.proof.outcome import outcome
from diagnostics.consult.proof.plans import arm, confirming, screening
from diagnostics.consult.proof.tried import Confirmed, Pair, Settled, Tried, tried
from diagnostics.spec.job import ResolvedSpec
from diagnostics.trial import TrialRecord

MOST = 4  # candidates
FINALISTS = 2
SHORTEST = 20  # steps: less would compare nothing of note
_FIRST, _REST = range(1, PAIRS + 1), range(PAIRS + 1, PAIRS_WHEN_UNSTABLE + 1)
WORTHWHILE = 0.5  # of the reference's steps: rather fewer candidates than shorter trials


def improve(
    spec: ResolvedSpec, reference: TrialRecord, wanted: Sequence[Candidate], account: Account, settled: Settled
) -> Experiments[tuple[Tried, ...]]:
    """Each candidate that could be paid for; the best of those that did better on the reference's seed have pairs.

    Where the runs without a fix disagree with each other, and `settled` says that the best is not, it has more pairs.
    """
    count, best, horizon = _affordable(spec, wanted, reference.steps, account)
    if horizon < SHORTEST or account.is_out_of_seconds:
        return ()
    chosen = wanted[:count]
    seconds = account.seconds_for(count + PAIRS * (best + 1))
    records = yield tuple(
        screening(spec, each, 1, _horizon(spec, each, horizon), follow=True, seconds=seconds) for each in chosen
    )
    account.pay(records)
    screened = {each.name: record for each, record in zip(chosen, records, strict=True)}
    finalists = _better(spec, reference, chosen, records)[:best]
    confirmed: dict[str, Confirmed] = {}
    if finalists and not account.is_out_of_seconds:
        confirmed = yield from _compared(spec, finalists, _FIRST, horizon, account)
        best_pairs = confirmed[finalists[0].name]
        if _disagree(best_pairs) and not settled(Tried(finalists[0], None, best_pairs)):
            account.allow_for_instability()
            confirmed |= yield from _more(spec, finalists[0], best_pairs, horizon, account)
    everything = {each.name: each for each in (*chosen, *finalists)}
    return tuple(
        tried(each, screened.get(name), confirmed.get(name, Confirmed()), account) for name, each in everything.items()
    )


def _disagree(confirmed: Confirmed) -> bool:
    """Whether some runs without the fix learn and others do not, while all with it do."""
    without = {outcome(pair.reference) == "learned" for pair in confirmed.pairs}
    return len(without) > 1 and all(outcome(trial) == "learned" for trial in confirmed.trials)


def _more(
    spec: ResolvedSpec, candidate: Candidate, known: Confirmed, horizon: int, account: Account
) -> Experiments[dict[str, Confirmed]]:
    cost = len(_REST) * (horizon + _horizon(spec, candidate, horizon))
    if cost > account.steps_left or account.is_out_of_seconds:
        return {}
    further = yield from _compared(spec, [candidate], _REST, horizon, account)
    return {name: known + added for name, added in further.items()}


def _compared(
    spec: ResolvedSpec, finalists: Sequence[Candidate], numbers: Sequence[int], horizon: int, account: Account
) -> Experiments[dict[str, Confirmed]]:
    """The pairs of each finalist; the arms without a fix are the same for all."""
    count = len(numbers)
    seconds = account.seconds_for(count * (len(finalists) + 1))
    arms = [arm(spec, pair, horizon, seconds=seconds) for pair in numbers]
    lengths = [(each, _horizon(spec, each, horizon)) for each in finalists]
    treatments = [
        confirming(spec, each, pair, length, follow_to=length, seconds=seconds)
        for each, length in lengths
        for pair in numbers
    ]
    records = yield (*arms, *treatments)
    account.pay(records)
    untreated, rest = records[:count], records[count:]
    treated = [rest[start : start + count] for start in range(0, len(rest), count)]
    return {
        each.name: Confirmed(own, tuple(map(Pair, untreated, own)))
        for each, own in zip(finalists, treated, strict=True)
    }


def _affordable(spec: ResolvedSpec, wanted: Sequence[Candidate], steps: int, account: Account) -> tuple[int, int, int]:
    """How many candidates to screen, how many to confirm, and for how many steps of the run as asked."""
    horizon, count, best = 0, 0, 0
    longer = [_times(spec, each) for each in wanted[:MOST]]
    for best in range(FINALISTS, 0, -1):
        for count in range(len(longer), 0, -1):
            runs = sum(longer[:count]) + PAIRS * (1 + sum(sorted(longer[:count])[-best:]))
            horizon = min(steps, affordable(account.steps_left, math.ceil(runs)))
            if horizon >= WORTHWHILE * steps:
                return count, best, horizon
    return count, best, horizon


def _times(spec: ResolvedSpec, candidate: Candidate) -> float:
    """How much longer the run is with the fix."""
    return max(1.0, candidate.spec.training.epochs / spec.training.epochs)


def _horizon(spec: ResolvedSpec, candidate: Candidate, steps: int) -> int:
    return math.ceil(steps * _times(spec, candidate))


def _better(
    spec: ResolvedSpec, reference: TrialRecord, chosen: Sequence[Candidate], records: Sequence[TrialRecord]
) -> list[Candidate]:
    """Candidates that did better than the reference, the best first, their combination behind the first."""
    changes = [(difference(Pair(reference, record)), each) for each, record in zip(chosen, records, strict=True)]
    better = [(change, each) for change, each in changes if change is not None and change < 0]
    ordered = [each for _, each in sorted(better, key=lambda entry: entry[0])]
    both = combined(spec, *sorted(ordered[:2], key=lambda each: each.invasiveness)) if len(ordered) > 1 else None
    longer = both is not None and _times(spec, both) > max(_times(spec, each) for each in ordered[:2])
    return [*ordered[:1], *([both] if both and not longer else []), *ordered[1:]]
