"""Trials of fixes for a network that learns, but badly: both arms are followed equally far and compared there."""

from __future__ import annotations

from collections.abc import Sequence

from diagnostics.consult.account import Account, affordable
from diagnostics.consult.case import Experiments
from diagnostics.consult.proof.candidate import Candidate, combined
from diagnostics.consult.proof.confirming import PAIRS
from diagnostics.consult.proof.effect import difference
from diagnostics.consult.proof.plans import arm, confirming, screening
from diagnostics.consult.proof.tried import Pair, Tried, tried
from diagnostics.spec.job import ResolvedSpec
from diagnostics.trial import TrialRecord

MOST = 4  # candidates
FINALISTS = 2
SHORTEST = 50  # steps: less would compare nothing of note
WORTHWHILE = 0.5  # of the reference's steps: rather fewer candidates than shorter trials


def improve(
    spec: ResolvedSpec, reference: TrialRecord, wanted: Sequence[Candidate], account: Account
) -> Experiments[tuple[Tried, ...]]:
    """Each candidate that could be paid for; the best of those that did better on the reference's seed have pairs."""
    count, best, horizon = _affordable(len(wanted), reference.steps, account)
    if horizon < SHORTEST or account.is_out_of_seconds:
        return ()
    chosen = wanted[:count]
    seconds = account.seconds_for(count + PAIRS * (best + 1))
    records = yield tuple(screening(spec, each, 1, horizon, follow=True, seconds=seconds) for each in chosen)
    account.pay(records)
    screened = {each.name: record for each, record in zip(chosen, records, strict=True)}
    finalists = _better(spec, reference, chosen, records)[:best]
    if not finalists or account.is_out_of_seconds:
        return tuple(tried(each, screened[each.name], ()) for each in chosen)
    pairs = yield from _compared(spec, finalists, horizon, seconds, account)
    everything = {each.name: each for each in (*chosen, *finalists)}
    return tuple(tried(each, screened.get(name), pairs.get(name, ())) for name, each in everything.items())


def _compared(
    spec: ResolvedSpec, finalists: Sequence[Candidate], horizon: int, seconds: float | None, account: Account
) -> Experiments[dict[str, tuple[Pair, ...]]]:
    """The pairs of each finalist; the arms without a fix are the same for all."""
    numbers = range(1, PAIRS + 1)
    arms = [arm(spec, pair, horizon, follow=True, seconds=seconds) for pair in numbers]
    treatments = [
        confirming(spec, each, pair, horizon, follow_to=horizon, seconds=seconds)
        for each in finalists
        for pair in numbers
    ]
    records = yield (*arms, *treatments)
    account.pay(records)
    untreated, treated = records[:PAIRS], records[PAIRS:]
    return {
        each.name: tuple(map(Pair, untreated, treated[place * PAIRS : (place + 1) * PAIRS]))
        for place, each in enumerate(finalists)
    }


def _affordable(candidates: int, steps: int, account: Account) -> tuple[int, int, int]:
    """How many candidates to screen, how many to confirm, and for how many steps."""
    left = account.steps_left
    horizon, count, best = 0, 0, 0
    for best in range(FINALISTS, 0, -1):
        for count in range(min(MOST, candidates), 0, -1):
            horizon = min(steps, affordable(left, count + PAIRS * (best + 1)))
            if horizon >= WORTHWHILE * steps:
                return count, best, horizon
    return count, best, horizon


def _better(
    spec: ResolvedSpec, reference: TrialRecord, chosen: Sequence[Candidate], records: Sequence[TrialRecord]
) -> list[Candidate]:
    """Candidates that did better than the reference, the best first, their combination behind the first."""
    changes = [(difference(Pair(reference, record)), each) for each, record in zip(chosen, records, strict=True)]
    better = [(change, each) for change, each in changes if change is not None and change < 0]
    ordered = [each for _, each in sorted(better, key=lambda entry: entry[0])]
    both = combined(spec, *sorted(ordered[:2], key=lambda each: each.invasiveness)) if len(ordered) > 1 else None
    return [*ordered[:1], *([both] if both else []), *ordered[1:]]
