"""What became of every layer that holds weights: whether it was to train, could, did, and whether that mattered."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Literal

from diagnostics.graph import keras_tables
from diagnostics.graph.graph import Graph
from diagnostics.graph.node import Node
from diagnostics.observations import Ablation, LayerSnapshot, Score, Snapshot

LayerState = Literal[
    "declared frozen",
    "gradient-disconnected",
    "zero gradient",
    "gradient but no movement",
    "moves but idle",
    "working",
    "unknown",
]
ZERO_GRADIENT = 1e-12  # rounding in float32 leaves less than this of a gradient that is zero
MIN_STEPS = 20  # fewer may leave a layer where it was by chance
IDLE_ANSWERS = 0.01
IDLE_ERRORS = 2.0
IDLE_SHARE = 0.01  # of the chance loss


def layer_states(
    graph: Graph, start: Snapshot, end: Snapshot, ablations: Mapping[str, Ablation]
) -> dict[str, LayerState]:
    """The state of every layer that holds weights and reaches an output, by name; unknown where it was not measured.

    Calls that share the weights of another layer have no state of their own.
    `start` is the snapshot before any update, `end` the last one; `ablations` say what each layer's output is worth.
    """
    return {
        node.name: _state(node, start.layers.get(node.name), end, ablations.get(node.name))
        for node in graph.used
        if keras_tables.has_weights(node.class_name) and node.shares is None
    }


def _state(node: Node, before: LayerSnapshot | None, end: Snapshot, ablation: Ablation | None) -> LayerState:
    if not node.trainable:
        return "declared frozen"
    after = end.layers.get(node.name)
    if before is None or after is None or after.movement is None or after.gradient_norm is None:
        return "unknown"
    if not math.isfinite(after.movement):
        return "unknown"
    if after.movement > 0:
        return _worth(ablation, end)
    if after.unreached and not after.gradient_norm > 0:
        return "gradient-disconnected"
    norms = [norm for norm in (before.gradient_norm, after.gradient_norm) if norm is not None]
    if not all(math.isfinite(norm) for norm in norms) or end.step < MIN_STEPS:
        return "unknown"
    return "zero gradient" if max(norms) <= ZERO_GRADIENT else "gradient but no movement"


def _worth(ablation: Ablation | None, end: Snapshot) -> LayerState:
    """Of a layer that moved: whether anything depends on its output."""
    if ablation is None:
        return "unknown"
    return "moves but idle" if is_idle(ablation, end.train) else "working"


def is_idle(ablation: Ablation, score: Score) -> bool:
    """Whether the mean of a layer's output does as well as the output: same answers, and no loss that is clear."""
    lost = abs(ablation.loss - score.loss)
    within = lost <= IDLE_ERRORS * ablation.loss_error and lost < IDLE_SHARE * score.chance_loss
    return within and ablation.answers_changed < IDLE_ANSWERS
