"""Screening: every candidate on the reference's seed, and only the promising ones for longer (successive halving).

Trials are not resumed, so a rung costs what its horizon says; three times the steps for half the candidates, or for one
at a time where nothing tells which half is the better.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diagnostics.consult.account import Account, affordable
from diagnostics.consult.case import Experiments
from diagnostics.consult.proof.candidate import Candidate, combined
from diagnostics.consult.proof.outcome import outcome, promise
from diagnostics.consult.proof.plans import screening
from diagnostics.spec.job import ResolvedSpec
from diagnostics.trial import TrialRecord

FIRST_HORIZON = 100  # by it most networks have learned or collapsed
LONGER = 3
RUNGS = 4
MOST = 8  # candidates
FEW = 2  # candidates, of which none is dropped for being behind
ENOUGH = 1  # that learned: following it for longer is worth more than trying the others for longer
SHARE = 0.4  # of what is left, for one rung: confirming is to have more
COMBINED = 3  # of which pairs are tried where none learned alone


@dataclass(frozen=True)
class Screened:
    """A candidate and its last screening trial."""

    candidate: Candidate
    record: TrialRecord

    @property
    def learned(self) -> bool:
        """Whether the network learned with it."""
        return outcome(self.record) == "learned"


def screen(spec: ResolvedSpec, wanted: Sequence[Candidate], account: Account) -> Experiments[tuple[Screened, ...]]:
    """Each candidate that could be paid for, with what became of it; combinations where none learned alone."""
    first = list(wanted[: min(MOST, affordable(SHARE * account.steps_left, FIRST_HORIZON))])
    found, horizon = yield from _halving(spec, first, account)
    if not any(each.learned for each in found):
        best = sorted(found, key=lambda each: promise(each.record), reverse=True)[:COMBINED]
        found += yield from _in_one_rung(spec, _pairs_of(spec, best), RUNGS + 1, horizon, account)
    return tuple(found)


def first_rung(spec: ResolvedSpec, wanted: Sequence[Candidate], account: Account) -> Experiments[tuple[Screened, ...]]:
    """What becomes of each within the first horizon, as many as can be paid for."""
    return tuple((yield from _in_one_rung(spec, wanted[:MOST], 1, FIRST_HORIZON, account)))


def _halving(spec: ResolvedSpec, alive: list[Candidate], account: Account) -> Experiments[tuple[list[Screened], int]]:
    """What became of each, and the longest horizon there was."""
    known: dict[str, Screened] = {}
    horizon = longest = FIRST_HORIZON
    for rung in range(1, RUNGS + 1):
        if rung > 1:
            used = max((known[each.name].record.steps for each in alive), default=0)
            horizon = min(used * LONGER, affordable(SHARE * account.steps_left, len(alive)))
            if horizon <= used:
                break
        tried = yield from _in_one_rung(spec, alive, rung, horizon, account)
        known |= {each.candidate.name: each for each in tried}
        longest = max(longest, horizon)
        if sum(each.learned for each in known.values()) >= ENOUGH:
            break
        alive = _promising([each for each in known.values() if outcome(each.record) == "open" and each.record.steps])
    return list(known.values()), longest


def _promising(still_open: Sequence[Screened]) -> list[Candidate]:
    """The more promising half of those that gain on chance already; where none does, one that was tried for least."""
    gaining = [each for each in still_open if promise(each.record)[0]]
    if gaining:
        ordered = sorted(gaining, key=lambda each: promise(each.record), reverse=True)
        return [each.candidate for each in ordered[: max(FEW, -(-len(ordered) // 2))]]
    least = min((each.record.steps for each in still_open), default=0)
    unsure = [each for each in still_open if each.record.steps == least]
    return [max(unsure, key=lambda each: promise(each.record)).candidate] if unsure else []


def _in_one_rung(
    spec: ResolvedSpec, wanted: Sequence[Candidate], rung: int, horizon: int, account: Account
) -> Experiments[list[Screened]]:
    payable = wanted[: affordable(account.steps_left, horizon)]
    if not payable or account.is_out_of_seconds:
        return []
    seconds = account.seconds_for(len(payable))
    plans = tuple(screening(spec, each, rung, horizon, follow=False, seconds=seconds) for each in payable)
    records = yield plans
    account.pay(records)
    return [Screened(candidate, record) for candidate, record in zip(payable, records, strict=True)]


def _pairs_of(spec: ResolvedSpec, best: Sequence[Screened]) -> list[Candidate]:
    ordered = sorted((each.candidate for each in best), key=lambda candidate: candidate.invasiveness)
    pairs = [(first, second) for place, first in enumerate(ordered) for second in ordered[place + 1 :]]
    return [made for made in (combined(spec, *pair) for pair in pairs) if made is not None]
