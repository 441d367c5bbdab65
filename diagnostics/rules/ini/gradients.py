"""Gradient norms at step 0, from the first layer with a kernel to the last."""

from __future__ import annotations

from dataclasses import dataclass

from diagnostics.evidence import AtStart
from diagnostics.graph.initializers import read_initializer
from diagnostics.graph.kinds import kernel_keys
from diagnostics.graph.node import Node
from diagnostics.observations import Snapshot


@dataclass(frozen=True)
class Gradient:
    """A layer and the norm of the loss's gradient with respect to its trainable weights."""

    node: Node
    norm: float


def gradients(seen: AtStart) -> tuple[Gradient, ...]:
    """The trainable layers with kernels that were measured and that the loss reaches, those that feed others first."""
    layers = seen.snapshot.layers
    found = []
    for node in seen.graph.used:
        if node.has_kernel and node.trainable and node.name in layers and not layers[node.name].unreached:
            norm = layers[node.name].gradient_norm
            found += [] if norm is None else [Gradient(node, norm)]
    return tuple(found)


def starts_at_zero(gradient: Gradient, snapshot: Snapshot) -> bool:
    """Whether the layer's kernels are all zero, so that no gradient gets through it yet."""
    node = gradient.node
    if snapshot.layers[node.name].weight_norm == 0:
        return True
    drawn = (read_initializer(node.config[key]) for key in kernel_keys(node))
    return any(initializer is not None and initializer.constant == 0 for initializer in drawn)
