"""The exact losses of every step, read as a curve."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import fmean, pstdev

from diagnostics.trial import TrialRecord

_SAME_MEASURE = (0.5, 2.0)


def finite_losses(record: TrialRecord) -> tuple[float, ...]:
    """The losses up to the first that is not finite."""
    for step, loss in enumerate(record.losses):
        if not math.isfinite(loss):
            return record.losses[:step]
    return record.losses


def is_scored_alike(record: TrialRecord) -> bool:
    """Whether the user's loss and the score's at the start agree, so that chance means the same to both."""
    start = record.snapshots[0].train.loss
    if not record.losses or not math.isfinite(start) or start <= 0:
        return False
    return _SAME_MEASURE[0] < record.losses[0] / start < _SAME_MEASURE[1]


def initial_loss(record: TrialRecord) -> float | None:
    """The loss before any update: of the first batch, or of the whole probe set where that is larger and alike.

    None where it is not positive, as then nothing can be told from ratios.
    """
    if not record.losses or not math.isfinite(record.losses[0]) or record.losses[0] <= 0:
        return None
    return max(record.losses[0], record.snapshots[0].train.loss if is_scored_alike(record) else 0.0)


def highest_mean(losses: Sequence[float], width: int) -> tuple[float, int]:
    """The largest mean over `width` losses in a row, and the step (counted from 1) of the first of them."""
    means = [fmean(losses[start : start + width]) for start in range(len(losses) - width + 1)]
    if not means:
        return -math.inf, 0
    return max(means), means.index(max(means)) + 1


def fall(before: Sequence[float], after: Sequence[float]) -> tuple[float, float]:
    """By how much the mean loss fell from one stretch to another, and the standard error of that."""
    error = math.sqrt(pstdev(before) ** 2 / len(before) + pstdev(after) ** 2 / len(after))
    return fmean(before) - fmean(after), error
