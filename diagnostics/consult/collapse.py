"""Whether a network's answer has become the same for every input, for good."""

from __future__ import annotations

import math
from collections.abc import Sequence

from diagnostics.observations import OutputSnapshot, Snapshot

SETTLED_STEP = 100  # before it a wide logit spread speaks against collapse
SETTLED_SPREAD = 1e-3
CONSTANT_PROBABILITY_STD = 1e-6  # with up to MANY_CLASSES; probabilities of more are smaller in proportion
MANY_CLASSES = 10
CONSTANT_ANSWER = 1e-6  # of the targets' spread, for quantities
DEAD_LAYER_FRACTION = 0.95
VANISHED_GRADIENT = 1e-6  # in the first layer, with the last at LIVING_GRADIENT or more
LIVING_GRADIENT = 1e-2
FALLEN = 0.5


def collapsed(snapshots: Sequence[Snapshot]) -> bool:
    """Whether all inputs get one answer, in inference and in training, and nothing is left that could change that.

    A deep network may be born with answers that hardly differ and recover, so the spread must have fallen since, and
    either a whole layer must have died or the gradient must have gone from the first layers.
    """
    start, now = snapshots[0], snapshots[-1]
    if not _constant(start.output, now.output, now):
        return False
    if start.batch_mode and now.batch_mode and not _constant(start.batch_mode.output, now.batch_mode.output, now):
        return False
    return _a_layer_died(snapshots) or _gradient_vanished(now)


def names_one_class(now: Snapshot) -> bool:
    """Whether all probe inputs get the same class or the same labels, which may yet change."""
    return bool(now.output.predicted) and _named_alike(now.output.predicted or (), now.probe_samples)


def _named_alike(predicted: Sequence[int], samples: int) -> bool:
    """Whether each class, or each label, is given to all of the samples or to none."""
    return not any(0 < count < samples for count in predicted)


def _constant(before: OutputSnapshot, output: OutputSnapshot, now: Snapshot) -> bool:
    if not output.logit_spread < FALLEN * before.logit_spread:
        return False
    if now.step < SETTLED_STEP and output.logit_spread > SETTLED_SPREAD:
        return False
    if output.predicted is None or output.top_probability_std is None:
        return now.train.accuracy is None and output.logit_spread < CONSTANT_ANSWER * math.sqrt(now.train.chance_loss)
    if not _named_alike(output.predicted, now.probe_samples):
        return False
    return output.top_probability_std < CONSTANT_PROBABILITY_STD * min(1.0, MANY_CLASSES / len(output.predicted))


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
