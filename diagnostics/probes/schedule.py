"""The steps at which the probes look."""

from __future__ import annotations

import math

_GROWTH = 1.5
_DOUBTED_FROM_STEP = 100
_OFTEN_FROM_STEP = 50
_SOON = 1.2


def next_probe(step: int, steps_per_epoch: int, horizon: int) -> int:
    """The first step after `step` to look at: 1, 2, 5, 10, 20, 50, … or the end of an epoch, whichever is nearer.

    Ends of epochs count from step 200 on, and only where the run has grown by half since the last look, so that short
    epochs do not mean many looks.
    """
    log_spaced = _next_round(step)
    epoch_end = (int(max(step * _GROWTH, 200)) // steps_per_epoch + 1) * steps_per_epoch
    return min(log_spaced, epoch_end, horizon)


def sooner(step: int, planned: int) -> int:
    """The next look where that at `step` showed one answer for all: a verdict of collapse should not wait for long."""
    return min(planned, int(step * _GROWTH)) if step >= _DOUBTED_FROM_STEP else planned


def often(step: int, planned: int) -> int:
    """The next look where a trial is to end as soon as its network is known to learn."""
    return min(planned, math.ceil(step * _GROWTH)) if step >= _OFTEN_FROM_STEP else planned


def at_once(step: int, planned: int) -> int:
    """The next look where one more that shows the same ends the trial."""
    return min(planned, math.ceil(step * _SOON))


def _next_round(step: int) -> int:
    scale = 1
    while True:
        for digit in (1, 2, 5):
            if digit * scale > step:
                return digit * scale
        scale *= 10
