"""The layers whose kernels training may change, as the probes saw them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from statistics import median

from diagnostics.evidence import Trained
from diagnostics.graph.node import Node
from diagnostics.observations import LayerSnapshot, Snapshot


def trained_kernels(seen: Trained) -> tuple[Node, ...]:
    """Used layers with a kernel that is declared trainable and not zero at the start, each after all that feed it."""
    nodes = (node for node in seen.graph.used if node.has_kernel and node.trainable)
    return tuple(node for node in nodes if _weighs(seen.start.layers.get(node.name)))


def step_sizes(seen: Trained, snapshot: Snapshot) -> tuple[float, ...]:
    """By how much one step changes each trained kernel at a snapshot, relative to its norm.

    That of the last step where it was measured, else the mean over all steps so far. Not finite counts as infinite.
    """
    return tuple(_step_sizes(seen, snapshot)) if snapshot.step else ()


def middle_step_size(seen: Trained, snapshot: Snapshot) -> float | None:
    """The median of the step sizes over layers; None where none was measured."""
    sizes = step_sizes(seen, snapshot)
    return median(sizes) if sizes else None


def gradients(seen: Trained, snapshot: Snapshot) -> dict[str, float]:
    """Finite gradient norms of the trained kernels that the loss reaches, by layer."""
    found = {node.name: snapshot.layers[node.name] for node in trained_kernels(seen) if node.name in snapshot.layers}
    return {
        name: layer.gradient_norm
        for name, layer in found.items()
        if layer.gradient_norm is not None and math.isfinite(layer.gradient_norm) and not layer.unreached
    }


def _step_sizes(seen: Trained, snapshot: Snapshot) -> Iterator[float]:
    for node in trained_kernels(seen):
        layer = snapshot.layers.get(node.name)
        if layer is None:
            continue
        size = layer.update_ratio
        if size is None and layer.movement is not None:
            size = layer.movement / snapshot.step
        if size is not None:
            yield size if math.isfinite(size) else math.inf


def _weighs(layer: LayerSnapshot | None) -> bool:
    return layer is not None and layer.weight_norm is not None and layer.weight_norm > 0
