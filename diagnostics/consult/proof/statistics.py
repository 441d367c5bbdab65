"""Statistics of a few paired differences."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import product
from statistics import fmean, stdev

from scipy.special import stdtrit


def paired_interval(differences: Sequence[float], confidence: float = 0.95) -> tuple[float, float] | None:
    """Student's interval around their mean (Student 1908); None for fewer than two."""
    if len(differences) < 2:
        return None
    half = float(stdtrit(len(differences) - 1, (1 + confidence) / 2)) * stdev(differences) / math.sqrt(len(differences))
    return fmean(differences) - half, fmean(differences) + half


def sign_flip_p(differences: Sequence[float]) -> float | None:
    """The exact two-sided p-value of their mean: the share of all ways to flip signs that give one as far from zero.

    Fisher's randomisation test for pairs (1935); of three pairs no p is below 1/4. None where there are none.
    """
    if not differences:
        return None
    seen = abs(math.fsum(differences)) * (1 - 1e-12)  # equal sums must not differ by rounding
    ways = list(product((1, -1), repeat=len(differences)))
    as_far = sum(abs(math.fsum(map(math.prod, zip(way, differences, strict=True)))) >= seen for way in ways)
    return as_far / len(ways)
