"""What is known of the range of a regression's targets."""

from __future__ import annotations

import math

from diagnostics.observations import DatasetFacts


def leaves(known: DatasetFacts, low: float, high: float) -> bool | None:
    """Whether some target lies outside low..high for certain; None where there are no targets to tell it from.

    Values within low..high with mean m have a variance of at most (high - m)(m - low) (Bhatia and Davis 2000), so a
    larger one proves that they are not. That False proves nothing: the converse does not hold.
    """
    mean, variance = known.target_mean, known.target_variance
    if mean is None or variance is None or not (math.isfinite(mean) and math.isfinite(variance)):
        return None
    if mean < low or mean > high:
        return True
    if math.isinf(high):
        return False
    return variance > (high - mean) * (mean - low) * (1 + 1e-6) + 1e-12


def excess(known: DatasetFacts, low: float, high: float) -> float | None:
    """How far the farthest training target lies outside low..high, in standard deviations; None where it is unknown."""
    seen = known.train.targets
    if seen is None or not seen.values.std > 0:
        return None
    beyond = max(low - seen.values.minimum, seen.values.maximum - high, 0.0) / seen.values.std
    return beyond if math.isfinite(beyond) else None
