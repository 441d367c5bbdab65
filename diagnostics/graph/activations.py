"""Which activation a layer's sum goes through, in the layer itself or in a layer after it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from diagnostics.graph.graph import Graph
from diagnostics.graph.node import Node
from diagnostics.graph.walks import used_consumers

RECTIFIERS = frozenset({"relu", "relu6", "leaky_relu", "prelu"})
RELU_FAMILY = RECTIFIERS | {"elu", "celu", "gelu", "silu", "swish", "mish", "hard_silu", "hard_swish"}
_LAYERS = {"relu": "relu", "leakyrelu": "leaky_relu", "prelu": "prelu", "elu": "elu", "softmax": "softmax"}


def own_activation(node: Node) -> str:
    """The activation that the layer itself applies, `linear` where it applies none."""
    if node.class_name.lower() in _LAYERS:
        return _LAYERS[node.class_name.lower()]
    return _name(node.config.get("activation"))


def is_activation(node: Node) -> bool:
    """Whether the layer is nothing but an activation."""
    return node.class_name == "Activation" or node.class_name.lower() in _LAYERS


def activations_after(graph: Graph, node: Node) -> frozenset[str]:
    """The activations that the layer's weighted sum meets first, its own or those of the layers that follow."""
    if own_activation(node) != "linear":
        return frozenset({own_activation(node)})
    found: set[str] = set()
    seen: set[str] = set()
    waiting = list(used_consumers(graph, node))
    while waiting:
        after = waiting.pop()
        if after.name in seen or after.has_kernel:
            continue
        seen.add(after.name)
        if own_activation(after) != "linear":
            found.add(own_activation(after))
        else:
            waiting.extend(used_consumers(graph, after))
    return frozenset(found)


def _name(value: Any) -> str:
    name = value.get("class_name") if isinstance(value, Mapping) else value
    if not isinstance(name, str):
        return "linear"
    return _LAYERS.get(name.replace("_", "").lower(), name.lower())
