"""What a step that is too large does to a network: units die, answers draw together, the loss jumps."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from diagnostics.evidence import Trained
from diagnostics.graph.activations import is_activation
from diagnostics.graph.node import Node
from diagnostics.graph.walks import is_head, is_on_every_path
from diagnostics.observations import OutputSnapshot, Snapshot
from diagnostics.rules.trn.loss_curve import finite_losses, highest_mean, initial_loss

LEAST_SPREAD = 1e-7  # in float32 less is rounding
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Damage:
    """One sign of damage: the step by which it showed, what was seen in words, and in which layers."""

    sign: Literal["units died", "answers drew together", "loss jumped"]
    step: int
    message: str
    layers: tuple[str, ...] = ()


def units_died(
    seen: Trained, last_step: int, min_dead: float, min_rise: float, min_layers: int, blocked: float
) -> Damage | None:
    """The first look at which several hidden layers, or one on every path, had lost most of their units."""
    for snapshot in _looks(seen, last_step):
        dying = list(_dying(seen, snapshot, min_dead, min_rise))
        cut = [node for node, share in dying if share >= blocked and is_on_every_path(seen.graph, node.name)]
        if len(dying) >= min_layers or cut:
            names = tuple(node.name for node, _ in dying)
            shares = max(share for _, share in dying)
            message = f"by step {snapshot.step} most units of {_layers(names)} were dead (up to {shares:.0%})"
            return Damage("units died", snapshot.step, message, names)
    return None


def answers_drew_together(seen: Trained, last_step: int, left: float) -> Damage | None:
    """The first look at which the logits' spread had fallen to `left` of the start's, where it stays down.

    Below a spread of LEAST_SPREAD at the start the answers were one already.
    """
    at_start, at_end = _output(seen.start).logit_spread, _output(seen.end).logit_spread
    if not (at_start >= LEAST_SPREAD and at_end <= left * at_start):
        return None
    for snapshot in _looks(seen, last_step):
        spread = _output(snapshot).logit_spread
        if spread <= left * at_start:
            message = f"by step {snapshot.step} the logits' spread had fallen from {at_start:.2g} to {spread:.2g}"
            return Damage("answers drew together", snapshot.step, message)
    return None


def loss_jumped(seen: Trained, last_step: int, times: float, width: int) -> Damage | None:
    """Whether the loss rose to so many times its start, over `width` steps in a row, or beyond all numbers."""
    start, losses = initial_loss(seen.record), finite_losses(seen.record)
    if start is None:
        return None
    peak, step = highest_mean(losses[:last_step], width)
    if peak >= times * start:
        message = f"from step {step} on the loss averaged {peak:.3g}, {peak / start:.2g} times its start"
        return Damage("loss jumped", step, message)
    if 1 < len(losses) < min(len(seen.record.losses), last_step) and losses[-1] >= times * start:
        return Damage("loss jumped", len(losses) + 1, f"the loss left all bounds at step {len(losses) + 1}")
    return None


def _looks(seen: Trained, last_step: int) -> Iterator[Snapshot]:
    return (snapshot for snapshot in seen.record.snapshots[1:] if snapshot.step <= last_step)


def _dying(seen: Trained, now: Snapshot, min_dead: float, min_rise: float) -> Iterator[tuple[Node, float]]:
    for node in seen.graph.used:
        before, after = seen.start.layers.get(node.name), now.layers.get(node.name)
        if before is None or after is None or not (node.has_kernel or is_activation(node)) or is_head(seen.graph, node):
            continue
        if before.dead_fraction is None or after.dead_fraction is None:
            continue
        risen = after.dead_fraction - before.dead_fraction >= min_rise - _ROUNDING
        if after.dead_fraction >= min_dead and risen:
            yield node, after.dead_fraction


def _output(snapshot: Snapshot) -> OutputSnapshot:
    """As in training, where moving statistics that lag behind do not count."""
    output = snapshot.batch_mode.output if snapshot.batch_mode else snapshot.output
    return output if math.isfinite(output.logit_spread) else output.model_copy(update={"logit_spread": math.inf})


def _layers(names: Sequence[str]) -> str:
    return f"'{names[0]}'" if len(names) == 1 else f"{len(names)} layers ('{names[0]}' to '{names[-1]}')"
