"""Confirming: the best candidates and their combination, on pairs of seeds that screening did not use."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from diagnostics.consult.account import Account, affordable
from diagnostics.consult.case import Experiments
from diagnostics.consult.plan import seed_of
from diagnostics.consult.proof.candidate import Candidate, combined
from diagnostics.consult.proof.outcome import is_settled, outcome, promise
from diagnostics.consult.proof.plans import arm, confirming
from diagnostics.consult.proof.screening import Screened
from diagnostics.consult.proof.tried import Confirmed, Pair
from diagnostics.spec.job import ResolvedSpec
from diagnostics.trial import TrialRecord

PAIRS = 3
PAIRS_WHEN_UNSTABLE = 8
MOST = 4  # single fixes
AMPLE = 1.5  # times the steps in which screening learned, for each confirming trial: other seeds may take longer
LONGEST = 5.0
MUCH = 0.4  # of chance, to have gained by the end of screening
FOLLOWED, FOLLOWED_STEPS = 4.0, 200  # times the steps, and no more than so many on top: some learn and relapse


@dataclass(frozen=True)
class Finalist:
    """A candidate, and the steps in which it is expected to learn."""

    candidate: Candidate
    steps: int


@dataclass(frozen=True)
class Arms:
    """Trials of the run as asked that are yet to be run, and the steps that each will hardly exceed."""

    missing: int
    at_most: float = math.inf


Treated = dict[str, dict[int, TrialRecord]]  # by the candidate's name, then by pair


def finalists(spec: ResolvedSpec, screened: Sequence[Screened]) -> tuple[Finalist, ...]:
    """What learned in screening, and behind the first its combination with the next best.

    What is against a root cause comes before what is against its effects, what learned much before what hardly did
    (other seeds are less likely to), and the less invasive before the more.
    """
    learned = sorted((each for each in screened if each.learned), key=_order)
    singles = [Finalist(each.candidate, each.record.steps) for each in learned[:MOST]]
    if not singles or len(singles[0].candidate.proposals) > 1:
        return tuple(singles)
    partners = learned[1:2] or sorted(
        (each for each in screened if not each.learned and outcome(each.record) == "open"),
        key=lambda each: promise(each.record),
    )
    both = combined(spec, singles[0].candidate, partners[-1].candidate) if partners else None
    joint = [Finalist(both, singles[0].steps)] if both else []
    return (*singles[:1], *joint, *singles[1:])


def _order(screened: Screened) -> tuple[bool, bool, tuple[int, int]]:
    seen = screened.record.snapshots[-1].train
    hardly = not seen.gain >= MUCH * seen.chance_loss
    return not screened.candidate.at_root, hardly, screened.candidate.invasiveness


def payable(wanted: Sequence[Finalist], account: Account, pairs: int, arms: Arms) -> tuple[Finalist, ...]:
    """As many of them, in their order, as the steps left pay amply for; else the first, if they pay for it at all."""
    for count in range(len(wanted), 0, -1):
        if AMPLE * _cost(wanted[:count], pairs, arms) <= account.steps_left:
            return tuple(wanted[:count])
    return tuple(wanted[:1]) if wanted and _cost(wanted[:1], pairs, arms) <= account.steps_left else ()


def confirm(
    spec: ResolvedSpec,
    wanted: Sequence[Finalist],
    pairs: Sequence[int],
    arms: dict[int, TrialRecord],
    account: Account,
    arm_steps: float = math.inf,
) -> Experiments[Mapping[str, Confirmed]]:
    """The confirming trials of each candidate, in pairs with trials of the run as asked.

    These are run only for candidates with which every trial learned. `arms` has those that are known, by pair, and
    settled; the ones that this runs are added where they are.
    """
    lacking = Arms(sum(pair not in arms for pair in pairs), arm_steps)
    treated = yield from _treat(spec, wanted, pairs, lacking, account)
    hopeful = [seen for seen in treated.values() if all(outcome(each) == "learned" for each in seen.values())]
    horizon = max((each.steps for seen in hopeful for each in seen.values()), default=0)
    fresh = yield from _run_arms(spec, [pair for pair in pairs if pair not in arms], horizon, account)
    compared = {**arms, **fresh}
    arms |= {pair: record for pair, record in fresh.items() if is_settled(record)}
    return {
        name: Confirmed(
            tuple(by_pair.values()),
            tuple(Pair(compared[pair], seen) for pair, seen in by_pair.items() if pair in compared),
        )
        for name, by_pair in treated.items()
    }


def _run_arms(
    spec: ResolvedSpec, missing: Sequence[int], horizon: int, account: Account
) -> Experiments[dict[int, TrialRecord]]:
    """All at once or, where that many steps are not left, one after another: most collapse before they use theirs."""
    if not missing:
        return {}
    at_once = len(missing) if horizon <= affordable(account.steps_left, len(missing)) else 1
    ran: dict[int, TrialRecord] = {}
    for start in range(0, len(missing), at_once):
        some, length = missing[start : start + at_once], min(horizon, account.steps_left)
        if not length or account.is_out_of_seconds:
            break
        seconds = account.seconds_for(len(missing) - start)
        records = yield tuple(arm(spec, pair, length, seconds=seconds) for pair in some)
        account.pay(records)
        ran |= dict(zip(some, records, strict=True))
    return ran


def arms_of(spec: ResolvedSpec, observed: Sequence[TrialRecord], pairs: int) -> dict[int, TrialRecord]:
    """Settled trials of the run as asked, by the pair that they are an arm of."""
    by_seed = {each.seed: each for each in observed if each.order_seed is None and is_settled(each)}
    seeds = {pair: seed_of(spec, pair) for pair in range(1, pairs + 1)}
    return {pair: by_seed[seed] for pair, seed in seeds.items() if seed in by_seed}


def _treat(
    spec: ResolvedSpec,
    wanted: Sequence[Finalist],
    pairs: Sequence[int],
    arms: Arms,
    account: Account,
) -> Experiments[Treated]:
    """All treatments at once, each for as long as the account allows, and no longer than is of use."""
    slack = _slack(wanted, len(pairs), arms, account.steps_left)
    seconds = account.seconds_for(len(wanted) * len(pairs) + arms.missing)
    plans, asked = [], []
    for each in wanted:
        horizon = max(1, math.floor(min(LONGEST, slack) * each.steps))
        follow_to = min(horizon, math.floor(FOLLOWED * each.steps), each.steps + FOLLOWED_STEPS)
        for pair in pairs:
            asked.append((each.candidate.name, pair))
            plans.append(confirming(spec, each.candidate, pair, horizon, follow_to=follow_to, seconds=seconds))
    records = yield tuple(plans)
    account.pay(records)
    treated: Treated = {}
    for (name, pair), record in zip(asked, records, strict=True):
        treated.setdefault(name, {})[pair] = record
    return treated


def _slack(wanted: Sequence[Finalist], pairs: int, arms: Arms, steps: int) -> float:
    """So many times the steps in which each is expected to learn can be paid for, with arms as long beside them.

    Where that is less than once, arms are taken to be as short as those that are known.
    """
    as_long = steps / max(_cost(wanted, pairs, Arms(arms.missing)), 1)
    return max(as_long, min(1.0, steps / max(_cost(wanted, pairs, arms), 1)))


def _cost(wanted: Sequence[Finalist], pairs: int, arms: Arms) -> float:
    """Steps that confirming is expected to take."""
    longest = max((each.steps for each in wanted), default=0)
    return pairs * sum(each.steps for each in wanted) + arms.missing * min(longest, arms.at_most)
