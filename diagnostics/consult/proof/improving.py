"""Trials of fixes for a network that learns, but badly: both arms are followed equally far and compared there."""

from __future__ import annotations

from collections.abc import Sequence

from diagnostics.consult.account import Account, affordable
from diagnostics.consult.case import Experiments
from diagnostics.consult.proof.candidate import Candidate, combined
from diagnostics.consult.proof.confirming import PAIRS
from diagnostics.consult.proof.outcome import held_out
from diagnostics.consult.proof.plans import arm, confirming, screening
from diagnostics.consult.proof.tried import Pair, Tried
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
    screened = dict(zip(chosen, records, strict=True))
    finalists = _better(spec, reference, screened, horizon)[:best]
    if not finalists or account.is_out_of_seconds:
        return tuple(Tried(each, record, (), record.steps) for each, record in screened.items())
    numbers = range(1, PAIRS + 1)
    records = yield (
        *(arm(spec, pair, horizon, follow=True, seconds=seconds) for pair in numbers),
        *(
            confirming(spec, each, pair, horizon, follow_to=horizon, seconds=seconds)
            for each in finalists
            for pair in numbers
        ),
    )
    account.pay(records)
    arms, treated = records[:PAIRS], records[PAIRS:]
    pairs = {
        each: tuple(map(Pair, arms, treated[place * PAIRS : (place + 1) * PAIRS]))
        for place, each in enumerate(finalists)
    }
    return tuple(_tried(each, screened.get(each), pairs.get(each, ())) for each in dict.fromkeys((*chosen, *finalists)))


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
    spec: ResolvedSpec, reference: TrialRecord, screened: dict[Candidate, TrialRecord], horizon: int
) -> list[Candidate]:
    """Candidates with a lower held-out loss than the reference, the best first, their combination behind the first."""
    before = held_out(reference, horizon)
    losses = {each: held_out(record) for each, record in screened.items()}
    known = {each: loss for each, loss in losses.items() if loss is not None and (before is None or loss < before)}
    ordered = sorted(known, key=known.__getitem__)
    both = combined(spec, *sorted(ordered[:2], key=lambda each: each.invasiveness)) if len(ordered) > 1 else None
    return [*ordered[:1], *([both] if both else []), *ordered[1:]]


def _tried(candidate: Candidate, screened: TrialRecord | None, pairs: tuple[Pair, ...]) -> Tried:
    spent = sum(pair.treated.steps + pair.reference.steps for pair in pairs) + (screened.steps if screened else 0)
    return Tried(candidate, screened, pairs, spent)
