"""Trials of fixes for a network that learns, but badly: both arms are followed equally far and compared there."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from diagnostics.consult.account import Account, affordable
from diagnostics.consult.case import Experiments
from diagnostics.consult.proof.candidate import Candidate, combined
from diagnostics.consult.proof.confirming import PAIRS, PAIRS_WHEN_UNSTABLE
from diagnostics.consult.proof.effect import as_far, difference, times_longer
from diagnostics.consult.proof.outcome import outcome
from diagnostics.consult.proof.plans import arm, confirming, screening
from diagnostics.consult.proof.tried import Confirmed, Pair, Settled, Tried, tried
from diagnostics.spec.job import ResolvedSpec
from diagnostics.trial import TrialRecord

MOST = 4  # candidates
FINALISTS = 2
SHORTEST = 20  # steps: less would compare nothing of note, unless the user's own run takes few
_FIRST, _REST = range(1, PAIRS + 1), range(PAIRS + 1, PAIRS_WHEN_UNSTABLE + 1)
WORTHWHILE = 0.5  # of the reference's steps: rather fewer candidates than shorter trials


@dataclass(frozen=True)
class Lengths:
    """How much longer the user's run is with a fix: more epochs, or more steps in each."""

    spec: ResolvedSpec
    samples: int | None

    def times(self, candidate: Candidate) -> float:
        """So many times the steps, or as many where the run becomes shorter."""
        return times_longer(self._steps(self.spec), self._steps(candidate.spec))

    def horizon(self, candidate: Candidate, steps: int) -> int:
        """The steps with the fix that answer to so many without it."""
        return as_far(steps, self.times(candidate))

    def _steps(self, spec: ResolvedSpec) -> int:
        in_epoch = 1 if self.samples is None else math.ceil(self.samples / spec.training.batch_size)
        return spec.training.epochs * in_epoch


def improve(
    spec: ResolvedSpec, reference: TrialRecord, wanted: Sequence[Candidate], account: Account, settled: Settled
) -> Experiments[tuple[Tried, ...]]:
    """Each candidate that could be paid for; the best of those that did better on the reference's seed have pairs.

    Where the runs without a fix disagree with each other, and `settled` says that the best is not, it has more pairs.
    """
    lengths = Lengths(spec, None if reference.dataset is None else reference.dataset.train.samples)
    count, best, horizon = _affordable(lengths, wanted, reference.steps, account)
    if horizon < min(SHORTEST, WORTHWHILE * reference.planned_steps) or account.is_out_of_seconds:
        return ()
    chosen = wanted[:count]
    seconds = account.seconds_for(count + PAIRS * (best + 1))
    records = yield tuple(
        screening(spec, each, 1, lengths.horizon(each, horizon), follow=True, seconds=seconds) for each in chosen
    )
    account.pay(records)
    screened = {each.name: record for each, record in zip(chosen, records, strict=True)}
    finalists = _better(lengths, reference, chosen, records)[:best]
    confirmed: dict[str, Confirmed] = {}
    if finalists and not account.is_out_of_seconds:
        confirmed = yield from _compared(lengths, finalists, _FIRST, horizon, account)
        best_pairs = confirmed[finalists[0].name]
        if _disagree(best_pairs) and not settled(Tried(finalists[0], None, best_pairs)):
            account.allow_for_instability()
            confirmed |= yield from _more(lengths, finalists[0], best_pairs, horizon, account)
    everything = {each.name: each for each in (*chosen, *finalists)}
    return tuple(
        tried(each, screened.get(name), confirmed.get(name, Confirmed()), account) for name, each in everything.items()
    )


def _disagree(confirmed: Confirmed) -> bool:
    """Whether some runs without the fix learn and others do not, while all with it do."""
    without = {outcome(pair.reference) == "learned" for pair in confirmed.pairs}
    return len(without) > 1 and all(outcome(trial) == "learned" for trial in confirmed.trials)


def _more(
    lengths: Lengths, candidate: Candidate, known: Confirmed, horizon: int, account: Account
) -> Experiments[dict[str, Confirmed]]:
    cost = len(_REST) * (horizon + lengths.horizon(candidate, horizon))
    if cost > account.steps_left or account.is_out_of_seconds:
        return {}
    further = yield from _compared(lengths, [candidate], _REST, horizon, account)
    return {name: known + added for name, added in further.items()}


def _compared(
    lengths: Lengths, finalists: Sequence[Candidate], numbers: Sequence[int], horizon: int, account: Account
) -> Experiments[dict[str, Confirmed]]:
    """The pairs of each finalist; the arms without a fix are the same for all."""
    count = len(numbers)
    seconds = account.seconds_for(count * (len(finalists) + 1))
    arms = [arm(lengths.spec, pair, horizon, seconds=seconds) for pair in numbers]
    spec, followed = lengths.spec, [(each, lengths.horizon(each, horizon)) for each in finalists]
    treatments = [
        confirming(spec, each, pair, length, follow_to=length, seconds=seconds)
        for each, length in followed
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


def _affordable(lengths: Lengths, wanted: Sequence[Candidate], steps: int, account: Account) -> tuple[int, int, int]:
    """How many candidates to screen, how many to confirm, and for how many steps of the run as asked."""
    horizon, count, best = 0, 0, 0
    longer = [lengths.times(each) for each in wanted[:MOST]]
    for best in range(FINALISTS, 0, -1):
        for count in range(len(longer), 0, -1):
            runs = sum(longer[:count]) + PAIRS * (1 + sum(sorted(longer[:count])[-best:]))
            horizon = min(steps, affordable(account.steps_left, math.ceil(runs)))
            if horizon >= WORTHWHILE * steps:
                return count, best, horizon
    return count, best, horizon


def _better(
    lengths: Lengths, reference: TrialRecord, chosen: Sequence[Candidate], records: Sequence[TrialRecord]
) -> list[Candidate]:
    """Candidates that did better than the reference, the best first, their combination behind the first."""
    changes = [(difference(Pair(reference, record)), each) for each, record in zip(chosen, records, strict=True)]
    better = [(change, each) for change, each in changes if change is not None and change < 0]
    ordered = [each for _, each in sorted(better, key=lambda entry: entry[0])]
    both = (
        combined(lengths.spec, *sorted(ordered[:2], key=lambda each: each.invasiveness)) if len(ordered) > 1 else None
    )
    longer = both is not None and lengths.times(both) > max(lengths.times(each) for each in ordered[:2])
    return [*ordered[:1], *([both] if both and not longer else []), *ordered[1:]]
