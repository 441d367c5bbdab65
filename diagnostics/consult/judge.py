"""Whether a network learns, from what was seen so far: a sequential test on a fixed set of training samples.

A network that memorises its training set learns in this sense; whether that carries over to held-out data is another
question. A trial stops early only once that is answered too, whichever way, and the reason of the verdict says how.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from diagnostics.consult.collapse import collapsed
from diagnostics.consult.learned import held_out_is_settled, learned, learned_in_training, may_have_learned
from diagnostics.consult.significance import MIN_SAMPLES, beats_chance, falls_short_of_chance
from diagnostics.observations import Snapshot
from diagnostics.trial import State

EARLIEST_LEARNING_STEP = 50
EARLIEST_COLLAPSE_STEP = 20
EARLIEST_STILL_STEP = 50
GROWING = 1.2
FAR_ABOVE_CHANCE = 2.0  # where a loss that still rises is no slow start
ENOUGH_STEPS = 100
CERTAIN = 0.99  # confidence of a verdict that no further step could change


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
        return Decision("not_learning", f"by step {now.step} every input gets the same answer, for good", CERTAIN)
    if now.step >= EARLIEST_STILL_STEP and _is_still(snapshots):
        return Decision("not_learning", f"after {now.step} steps every answer is still what it was before", CERTAIN)
    sure = now.step >= EARLIEST_LEARNING_STEP and learned(snapshots) and learned(snapshots[:-1])
    if sure and held_out_is_settled(snapshots):
        return Decision("learning", _better_than_chance(snapshots), CERTAIN)
    return None


def _is_still(snapshots: Sequence[Snapshot]) -> bool:
    """Whether nothing has moved at all: no weight, and scores and spread are the same number for number."""
    first, now = snapshots[0], snapshots[-1]
    measured = (now.train.loss, now.output.logit_spread) == (first.train.loss, first.output.logit_spread)
    by_batch = first.batch_mode is None or now.batch_mode is None or now.batch_mode.train == first.batch_mode.train
    return measured and by_batch and bool(now.layers) and not any(layer.movement for layer in now.layers.values())


def conclude(snapshots: Sequence[Snapshot], losses: Sequence[float], *, complete: bool = False) -> Decision:
    """The verdict when the run or its budget has ended; `complete` if it is the run that the user asked for."""
    return decide(snapshots, losses) or _at_the_end(snapshots) or _at_chance(snapshots, complete=complete)


def relapsed(decision: Decision, learned_at_step: int, steps: int) -> Decision:
    """The verdict on a network that had learned at some step, given the one at the end."""
    if decision.state in ("learning", "diverged"):
        return decision
    reason = f"it had learned by step {learned_at_step} and lost it by step {steps}: {decision.reason}"
    return Decision("unstable", reason, decision.confidence)


def _at_the_end(snapshots: Sequence[Snapshot]) -> Decision | None:
    now = snapshots[-1]
    if now.train.samples < MIN_SAMPLES:
        reason = f"only {now.train.samples} samples to look at, at least {MIN_SAMPLES} are needed to tell"
        return Decision("inconclusive", reason, 0.5)
    if learned(snapshots):
        return Decision("learning", _better_than_chance(snapshots), 0.9)
    if now.step < ENOUGH_STEPS:
        return Decision("inconclusive", f"{now.step} steps are too few to tell a slow network from a stuck one", 0.5)
    return None


def _at_chance(snapshots: Sequence[Snapshot], *, complete: bool) -> Decision:
    now = snapshots[-1]
    if now.batch_mode and learned_in_training(snapshots):
        reason = f"after {now.step} steps the network is better than chance as in training (loss "
        reason += f"{now.batch_mode.train.loss:.3g}), but not in inference mode ({now.train.loss:.3g}, chance is "
        reason += f"{now.train.chance_loss:.3g}): batch normalisation's moving statistics do not fit the data"
        return Decision("not_learning" if complete else "inconclusive", reason, 0.9 if complete else 0.5)
    if _growing(snapshots):
        reason = f"still at chance after {now.step} steps, but its answers differ more and more: give it more steps"
        return Decision("not_learning" if complete else "inconclusive", reason, 0.7 if complete else 0.5)
    if may_have_learned(snapshots):
        reason = f"after {now.step} steps a gain over chance is neither shown nor excluded ({now.train.gain:.2g} ± "
        reason += f"{now.train.gain_error:.1g} in the loss): give it more steps"
        return Decision("inconclusive", reason, 0.5)
    baseline = "before training" if beats_chance(now.train, len(snapshots) - 1) else "chance"
    return Decision("not_learning", f"no better than {baseline} after {now.step} steps", 0.9)


def _growing(snapshots: Sequence[Snapshot]) -> bool:
    """Whether answers differ more than at the last look and at the start, and not because the network blows up."""
    spreads = [snapshot.output.logit_spread for snapshot in snapshots]
    if len(spreads) < 3 or not (spreads[-1] > GROWING * spreads[-2] and spreads[-1] > spreads[0]):
        return False
    now, before = snapshots[-1].train, snapshots[-2].train
    return now.loss <= max(before.loss, FAR_ABOVE_CHANCE * now.chance_loss)


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
