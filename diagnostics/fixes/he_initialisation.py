"""He initialisation for every layer under a ReLU or one of its relatives."""

from __future__ import annotations

from typing import Any, ClassVar

from diagnostics.fixes.edit import with_configs
from diagnostics.fixes.fix import Clues, Fix
from diagnostics.fixes.starts import KEEP_THE_SIGNAL, starts_a_branch_at_zero
from diagnostics.graph.activations import RELU_FAMILY, activations_after
from diagnostics.graph.graph import Graph, graph_of
from diagnostics.graph.initializers import read_initializer
from diagnostics.graph.kinds import is_feed_forward, kernel_keys
from diagnostics.graph.node import Node
from diagnostics.graph.walks import is_head
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec

_LARGEST_SCALE = 4.0  # a signal that grows by 1.4 a layer: still a choice, not a fault


class HeInitialisation(Fix):
    """Every dense or convolution kernel under a ReLU-like activation starts with variance 2 / fan-in.

    Kernels that already keep the signal (He, orthogonal, identity), zero kernels that feed a merge, pretrained layers
    and the output layer stay as they are. Keras counts all channels into the fan of a depthwise kernel, which makes its
    `he_normal` far too small, so there the axes that really add up are written out.
    """

    name = "he-initialisation"
    title = "Initialise the layers before a ReLU with he_normal"
    why = (
        "A ReLU halves the mean square of its input. Glorot and LeCun initialisation do not make up for it, so the "
        "signal shrinks by about 0.7 a layer; He initialisation keeps its size at any depth."
    )
    safety: ClassVar[Safety] = "safe"

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:  # noqa: ARG002  it needs no finding
        """The spec with better initializers, or None where all are good."""
        graph = graph_of(spec)
        changes = {node.name: _better(graph, node) for node in graph.used if _is_under_relu(graph, node)}
        return with_configs(spec, {name: config for name, config in changes.items() if config})


def _is_under_relu(graph: Graph, node: Node) -> bool:
    if not is_feed_forward(node) or is_head(graph, node) or node.name in graph.pretrained:
        return False
    return bool(activations_after(graph, node) & RELU_FAMILY)


def _better(graph: Graph, node: Node) -> dict[str, Any]:
    return {key: _he(node, key) for key in kernel_keys(node) if _falls_short(graph, node, key)}


def _falls_short(graph: Graph, node: Node, key: str) -> bool:
    initializer = read_initializer(node.config[key])
    if initializer is None or initializer.kind in KEEP_THE_SIGNAL or starts_a_branch_at_zero(graph, node, initializer):
        return False
    if key == "depthwise_initializer" and initializer.config.get("input_axes") is not None:
        return False
    depthwise_he = key == "depthwise_initializer" and initializer.scale is not None
    return initializer.scale is None or not 2 <= initializer.scale <= _LARGEST_SCALE or depthwise_he


def _he(node: Node, key: str) -> str | dict[str, Any]:
    if key != "depthwise_initializer":
        return "he_normal"
    dimensions = 1 if "1D" in node.class_name else 2
    kind = "LecunNormal" if "pointwise_initializer" in node.config else "HeNormal"  # no ReLU inside a separable layer
    return {"class_name": kind, "config": {"input_axes": list(range(dimensions)), "output_axes": [dimensions + 1]}}
