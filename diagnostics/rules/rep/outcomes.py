"""Which runs learned, of those whose outcome is known."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, fsum, lgamma, sqrt
from statistics import NormalDist

from diagnostics.trial import State, TrialRecord

LEARNED: frozenset[State] = frozenset({"learning", "learning_poorly"})
FAILED: frozenset[State] = frozenset({"not_learning", "diverged", "unstable"})
VARIED_ORDER, VARIED_WEIGHTS = "vary-order-", "vary-weights-"


def learned(record: TrialRecord) -> bool | None:
    """Whether the run learned and kept it; None where that is open."""
    if record.verdict in LEARNED:
        return True
    return False if record.verdict in FAILED else None


def of_fresh_seeds(records: Sequence[TrialRecord]) -> tuple[TrialRecord, ...]:
    """Settled runs with a seed for everything: the reference and the replicates that vary nothing alone."""
    known = (record for record in records if record.role in ("reference", "replicate") and learned(record) is not None)
    return tuple(record for record in known if not record.key.startswith((VARIED_ORDER, VARIED_WEIGHTS)))


def wilson_interval(successes: int, trials: int, confidence: float = 0.95) -> tuple[float, float]:
    """Wilson's interval for a share (Wilson 1927), which holds for few trials too."""
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, weight = successes / trials, 1 + z * z / trials
    centre = (share + z * z / (2 * trials)) / weight
    half = z * sqrt(share * (1 - share) / trials + z * z / (4 * trials**2)) / weight
    return max(0.0, centre - half), min(1.0, centre + half)


def probability_of_larger(first: tuple[int, int], second: tuple[int, int]) -> float:
    """How likely the first share is the larger one, each given as (successes, trials), with flat priors.

    The exact sum for two beta distributions with whole parameters (Cook 2005, Exact Calculation of Beta Inequalities).
    """
    alpha, beta = 1 + first[0], 1 + first[1] - first[0]
    other = (1 + second[0], 1 + second[1] - second[0])
    return fsum(
        exp(_log_beta(other[0] + count, beta + other[1]) - _log_beta(1 + count, beta) - _log_beta(*other))
        / (beta + count)
        for count in range(alpha)
    )


def _log_beta(alpha: int, beta: int) -> float:
    return lgamma(alpha) + lgamma(beta) - lgamma(alpha + beta)
