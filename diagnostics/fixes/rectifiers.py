"""Hidden ReLUs, and another activation in their place."""

from __future__ import annotations

from collections.abc import Iterator

from diagnostics.fixes.edit import with_configs
from diagnostics.fixes.wiring import Addition, with_class
from diagnostics.graph.activations import is_activation, own_activation
from diagnostics.graph.graph import Graph, graph_of
from diagnostics.graph.kinds import is_feed_forward
from diagnostics.graph.node import Node
from diagnostics.graph.walks import is_head
from diagnostics.spec.job import ResolvedSpec

_PLAIN = {"max_value": None, "negative_slope": 0.0, "threshold": 0.0}


def without_rectifiers(spec: ResolvedSpec, activation: str, layer: Addition) -> ResolvedSpec | None:
    """The spec with another activation, or a layer that applies it, for every hidden plain ReLU; None without any."""
    rectifiers = list(_hidden_rectifiers(graph_of(spec)))
    for node in rectifiers:
        if node.class_name == "ReLU":
            spec = with_class(spec, node.name, layer.class_name, layer.config)
        else:
            spec = with_configs(spec, {node.name: {"activation": activation}}) or spec
    return spec if rectifiers else None


def _hidden_rectifiers(graph: Graph) -> Iterator[Node]:
    for node in graph.used:
        applies = (is_feed_forward(node) or is_activation(node)) and own_activation(node) == "relu"
        plain = node.class_name != "ReLU" or all(node.config.get(key) in (value, None) for key, value in _PLAIN.items())
        if applies and plain and node.name not in graph.pretrained and not is_head(graph, node):
            yield node
