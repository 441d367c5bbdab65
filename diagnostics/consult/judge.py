"""Whether a network learns, from what was seen so far: a sequential test on a fixed probe set.

The statistic is the mean gain over the best answer that ignores the input, one difference a sample, so that it is
positive only where the network tells inputs apart. Each look spends its part of one error rate (Bonferroni over an
endless series, alpha * 6 / (pi * look)²), so that looking often does not make a network seem to learn.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

from diagnostics.observations import Score, Snapshot
from diagnostics.trial import State

ALPHA = 1e-3
MIN_SAMPLES = 32
EARLIEST_LEARNING_STEP = 50
EARLIEST_COLLAPSE_STEP = 20
SETTLED_STEP = 100  # before it a wide logit spread speaks against collapse
SETTLED_SPREAD = 1e-3
CONSTANT_PROBABILITY_STD = 1e-6
DEAD_LAYER_FRACTION = 0.95
VANISHED_GRADIENT = 1e-6  # in the first layer, with the last at LIVING_GRADIENT or more
LIVING_GRADIENT = 1e-2
FALLEN = 0.5
GROWING = 1.2
ENOUGH_STEPS = 100


@dataclass(frozen=True)
class Decision:
    """A verdict on one trial, with its reason in a sentence."""

    state: State
    reason: str
    confidence: float


def decide(snapshots: Sequence[Snapshot], losses: Sequence[float]) -> Decision | None:
    """The verdict that the evidence already forces, or None: train on."""
    if losses and not math.isfinite(losses[-1]):
        first = next(step for step, loss in enumerate(losses, 1) if not math.isfinite(loss))
        return Decision("diverged", f"the loss is not finite from step {first} on", 1.0)
    now = snapshots[-1]
    if now.step >= EARLIEST_COLLAPSE_STEP and collapsed(snapshots):
        return Decision("not_learning", f"by step {now.step} every input gets the same answer, for good", 0.99)
    twice = len(snapshots) > 2 and beats_chance(snapshots[-2].train, len(snapshots) - 2)
    if now.step >= EARLIEST_LEARNING_STEP and twice and beats_chance(now.train, len(snapshots) - 1):
        return Decision("learning", _better_than_chance(snapshots), 0.99)
    return None


def conclude(snapshots: Sequence[Snapshot], losses: Sequence[float]) -> Decision:
    """The verdict when the run or its budget has ended."""
    decision = decide(snapshots, losses)
    if decision is not None:
        return decision
    now = snapshots[-1]
    if now.train.samples < MIN_SAMPLES:
        reason = f"only {now.train.samples} samples to look at, at least {MIN_SAMPLES} are needed to tell"
        return Decision("inconclusive", reason, 0.5)
    if now.step > 0 and beats_chance(now.train, len(snapshots) - 1):
        return Decision("learning", _better_than_chance(snapshots), 0.9)
    if now.step < ENOUGH_STEPS:
        return Decision("inconclusive", f"{now.step} steps are too few to tell a slow network from a stuck one", 0.5)
    if _growing(snapshots):
        reason = f"still at chance after {now.step} steps, but its answers differ more and more: give it more steps"
        return Decision("inconclusive", reason, 0.5)
    return Decision("not_learning", f"no better than chance after {now.step} steps", 0.9)


def beats_chance(score: Score, look: int) -> bool:
    """Whether the gain is positive at this look's share of the error rate (one-sided)."""
    if score.samples < MIN_SAMPLES or not math.isfinite(score.gain) or score.gain <= 0:
        return False
    if score.gain_error <= 0:
        return True
    level = ALPHA * 6 / (math.pi * max(look, 1)) ** 2
    return score.gain / score.gain_error > NormalDist().inv_cdf(1 - level)


def collapsed(snapshots: Sequence[Snapshot]) -> bool:
    """Whether the answer has become the same for every input, and nothing is left that could change that.

    A deep network may be born with answers that hardly differ and recover, so the spread must have fallen since, and
    either a whole layer must have died or the gradient must have gone from the first layers.
    """
    start, now = snapshots[0].output, snapshots[-1].output
    if now.predicted is None or now.top_probability_std is None:
        return False
    if snapshots[-1].step < SETTLED_STEP and now.logit_spread > SETTLED_SPREAD:
        return False
    one_class = sum(count > 0 for count in now.predicted) == 1
    constant = one_class and now.top_probability_std < CONSTANT_PROBABILITY_STD
    fallen = now.logit_spread < FALLEN * start.logit_spread
    return constant and fallen and (_a_layer_died(snapshots) or _gradient_vanished(snapshots[-1]))


def _a_layer_died(snapshots: Sequence[Snapshot]) -> bool:
    start, now = snapshots[0].layers, snapshots[-1].layers
    return any(
        (layer.dead_fraction or 0.0) >= DEAD_LAYER_FRACTION > (start[name].dead_fraction or 0.0)
        for name, layer in now.items()
        if name in start
    )


def _gradient_vanished(now: Snapshot) -> bool:
    norms = [layer.gradient_norm for layer in now.layers.values() if layer.gradient_norm is not None]
    return len(norms) > 1 and norms[0] <= VANISHED_GRADIENT <= LIVING_GRADIENT <= norms[-1]


def _growing(snapshots: Sequence[Snapshot]) -> bool:
    spreads = [snapshot.output.logit_spread for snapshot in snapshots]
    return len(spreads) > 2 and spreads[-1] > GROWING * spreads[-2] and spreads[-1] > spreads[0]


def _better_than_chance(snapshots: Sequence[Snapshot]) -> str:
    now = snapshots[-1]
    score = now.train
    accuracy = f", accuracy {score.accuracy:.2f} against {score.chance_accuracy:.2f}" if score.accuracy else ""
    reason = f"by step {now.step} the loss on the probe set is {score.loss:.3g}, chance is {score.chance_loss:.3g}"
    reason += accuracy
    if now.validation is not None and not beats_chance(now.validation, len(snapshots) - 1):
        reason += f"; on held-out data it is not shown to be better than chance ({now.validation.loss:.3g})"
    return reason
