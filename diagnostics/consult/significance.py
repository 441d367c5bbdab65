"""The statistics of learning: is a gain over chance more than luck?

The statistic is the mean gain over the best answer that ignores the input, one difference a sample, so that it is
positive only where the network tells inputs apart. Each look spends its part of one error rate (Bonferroni over an
endless series, alpha * 6 / (pi * look)²), so that looking often does not make a network seem to learn.
"""

from __future__ import annotations

import math
from statistics import NormalDist

from diagnostics.observations import Score

ALPHA = 1e-3
MIN_SAMPLES = 32
MIN_GAIN = 1e-6  # of the chance loss: less is rounding in float32, not evidence


def beats_chance(score: Score, look: int, beyond: float = 0.0) -> bool:
    """Whether the gain is positive at this look's share of the error rate (one-sided; looks count from 1).

    `beyond` asks for that much more: a network may be drawn that beats chance before it has learned anything.
    """
    return is_positive(score.gain - max(beyond, 0.0), score.gain_error, score, look)


def falls_short_of_chance(score: Score, look: int) -> bool:
    """Whether the gain is negative at this look's share of the error rate: sure of itself, and wrong."""
    return is_positive(-score.gain, score.gain_error, score, look)


def is_positive(gain: float, error: float, score: Score, look: int) -> bool:
    """Whether a mean gain over the score's samples, with its standard error, is positive at this look's level."""
    if score.samples < MIN_SAMPLES or not math.isfinite(gain) or gain <= MIN_GAIN * score.chance_loss:
        return False
    if error <= 0:
        return True
    level = ALPHA * 6 / (math.pi * max(look, 1)) ** 2
    return gain / error > student_quantile(1 - level, score.samples - 1)


def student_quantile(probability: float, degrees: int) -> float:
    """The quantile of Student's t, above the median and for 30 degrees of freedom or more.

    Cornish and Fisher's expansion around the normal quantile (Abramowitz and Stegun 1964, 26.7.5).
    """
    z = NormalDist().inv_cdf(probability)
    return (
        z
        + (z**3 + z) / (4 * degrees)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * degrees**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * degrees**3)
    )
