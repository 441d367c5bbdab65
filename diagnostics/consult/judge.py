"""Whether a network learns, from what was seen so far: a sequential test on a fixed set of training samples.

A network that memorises its training set learns in this sense; whether that carries over to held-out data is another
question. A trial stops early only once that is answered too, whichever way, and the reason of the verdict says how.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from diagnostics.consult.significance import MIN_SAMPLES, beats_chance, falls_short_of_chance
from diagnostics.observations import Snapshot
from diagnostics.trial import State

EARLIEST_LEARNING_STEP = 50
EARLIEST_COLLAPSE_STEP = 20
SETTLED_STEP = 100  # before it a wide logit spread speaks against collapse
SETTLED_SPREAD = 1e-3
CONSTANT_PROBABILITY_STD = 1e-6  # with up to MANY_CLASSES; probabilities of more are smaller in proportion
MANY_CLASSES = 10
DEAD_LAYER_FRACTION = 0.95
VANISHED_GRADIENT = 1e-6  # in the first layer, with the last at LIVING_GRADIENT or more
LIVING_GRADIENT = 1e-2
FALLEN = 0.5
GROWING = 1.2
FAR_ABOVE_CHANCE = 2.0  # where a loss that still rises is no slow start
ENOUGH_STEPS = 100
GAIN_THAT_MATTERS = 0.05  # of the chance loss
RECENT_STEPS = 20
WELL_BELOW = 0.9
SAME_MEASURE = (0.5, 2.0)  # the first batch's loss against the score's at the start


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
    learned = now.step >= EARLIEST_LEARNING_STEP and _learned(snapshots) and _learned(snapshots[:-1])
    if learned and _held_out_is_settled(snapshots):
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
    if _learned(snapshots):
        return Decision("learning", _better_than_chance(snapshots), 0.9)
    if now.step < ENOUGH_STEPS:
        return Decision("inconclusive", f"{now.step} steps are too few to tell a slow network from a stuck one", 0.5)
    if _growing(snapshots):
        reason = f"still at chance after {now.step} steps, but its answers differ more and more: give it more steps"
        return Decision("inconclusive", reason, 0.5)
    if _learns_in_training_mode(snapshots, losses):
        reason = (
            f"after {now.step} steps the training loss is {_recent(losses):.3g}, well below chance, but in inference "
        )
        reason += "mode the network is not yet better: batch normalisation's moving statistics lag; give it more steps"
        return Decision("inconclusive", reason, 0.5)
    if _may_have_learned(snapshots):
        reason = f"after {now.step} steps a gain over chance is neither shown nor excluded ({now.train.gain:.2g} ± "
        reason += f"{now.train.gain_error:.1g} in the loss): give it more steps"
        return Decision("inconclusive", reason, 0.5)
    baseline = "before training" if beats_chance(now.train, len(snapshots) - 1) else "chance"
    return Decision("not_learning", f"no better than {baseline} after {now.step} steps", 0.9)


def _learned(snapshots: Sequence[Snapshot]) -> bool:
    """Whether the last look shows more than chance, and more than the network was drawn with."""
    look = len(snapshots) - 1
    return look > 0 and beats_chance(snapshots[-1].train, look, beyond=snapshots[0].train.gain)


def _may_have_learned(snapshots: Sequence[Snapshot]) -> bool:
    """Whether a gain that would matter lies within two standard errors, such as with few samples of a rare class."""
    score = snapshots[-1].train
    gained = score.gain - max(snapshots[0].train.gain, 0.0)
    return gained > 0 and gained + 2 * score.gain_error > GAIN_THAT_MATTERS * score.chance_loss


def _learns_in_training_mode(snapshots: Sequence[Snapshot], losses: Sequence[float]) -> bool:
    """Whether the batches' own losses end well below chance; only where the loss is a log loss like the score's."""
    start, now = snapshots[0].train, snapshots[-1].train
    if len(losses) < 2 * RECENT_STEPS or not math.isfinite(start.loss) or start.loss <= 0:
        return False
    alike = SAME_MEASURE[0] < losses[0] / start.loss < SAME_MEASURE[1]
    fallen = _recent(losses) < WELL_BELOW * _recent(losses[:RECENT_STEPS])
    return alike and fallen and _recent(losses) < WELL_BELOW * now.chance_loss


def _recent(losses: Sequence[float]) -> float:
    """The mean of the last steps' losses."""
    return sum(losses[-RECENT_STEPS:]) / RECENT_STEPS


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
    small = CONSTANT_PROBABILITY_STD * min(1.0, MANY_CLASSES / len(now.predicted))
    constant = one_class and now.top_probability_std < small
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
    """Whether answers differ more than at the last look and at the start, and not because the network blows up."""
    spreads = [snapshot.output.logit_spread for snapshot in snapshots]
    if len(spreads) < 3 or not (spreads[-1] > GROWING * spreads[-2] and spreads[-1] > spreads[0]):
        return False
    now, before = snapshots[-1].train, snapshots[-2].train
    return now.loss <= max(before.loss, FAR_ABOVE_CHANCE * now.chance_loss)


def _held_out_is_settled(snapshots: Sequence[Snapshot]) -> bool:
    """Whether the held-out samples are better or worse than chance, or too few ever to tell."""
    score, look = snapshots[-1].validation, len(snapshots) - 1
    if score is None or score.samples < MIN_SAMPLES:
        return True
    return beats_chance(score, look) or falls_short_of_chance(score, look)


def _better_than_chance(snapshots: Sequence[Snapshot]) -> str:
    now, look = snapshots[-1], len(snapshots) - 1
    score, held_out = now.train, now.validation
    reason = f"by step {now.step} the loss on the probe set is {score.loss:.3g}, chance is {score.chance_loss:.3g}"
    if score.accuracy is not None and score.chance_accuracy is not None:
        reason += f", accuracy {score.accuracy:.2f} against {score.chance_accuracy:.2f}"
    if held_out is not None and not beats_chance(held_out, look):
        worse = falls_short_of_chance(held_out, look)
        reason += f"; on held-out data it is {'worse' if worse else 'not shown to be better'} than chance"
        reason += f" ({held_out.loss:.3g})"
    return reason
