"""How many inputs a unit adds up at the least, told from the graph without shape inference."""

from __future__ import annotations

from math import prod
from typing import Any

from diagnostics.graph.activations import is_activation
from diagnostics.graph.graph import Graph
from diagnostics.graph.kinds import NORMALISATIONS
from diagnostics.graph.node import Node

_KEEP_CHANNELS = (
    *("AveragePool", "AvgPool", "MaxPool", "Global", "UpSampling", "ZeroPadding", "Cropping"),
    *("AlphaDropout", "Dropout", "Gaussian", "SpatialDropout", "Identity", "Rescaling", "Add", "Average", "Maximum"),
)


def least_fan_in(graph: Graph, node: Node, key: str) -> int:
    """A lower bound on the fan-in of the kernel that `key` initialises; 1 where nothing is known."""
    area = 1 if "Transpose" in node.class_name else _area(node)
    if key == "depthwise_initializer":
        return area
    width = _least_width(graph, graph.by_name[node.inputs[0]]) if node.inputs else 1
    return width if key == "pointwise_initializer" else area * width


def _area(node: Node) -> int:
    size: Any = node.config.get("kernel_size", 1)
    if isinstance(size, list | tuple):
        return prod(side for side in size if isinstance(side, int))
    dimensions = next((count for count in (1, 2, 3) if f"{count}D" in node.class_name), 1)
    return size**dimensions if isinstance(size, int) else 1


def _least_width(graph: Graph, node: Node) -> int:
    """A lower bound on the channels of the layer's output."""
    flat = False
    while True:
        if node.config.get("data_format") == "channels_first":
            return 1
        if node.class_name == "InputLayer":
            shape = [side for side in node.config.get("shape") or () if isinstance(side, int)]
            return prod(shape) if flat else (shape or [1])[-1]
        for key in ("units", "filters"):
            if isinstance(node.config.get(key), int):
                return int(node.config[key])
        flat = flat or node.class_name == "Flatten"
        if not (node.class_name == "Flatten" or _keeps_channels(node)):
            return 1
        node = graph.by_name[node.inputs[0]]


def _keeps_channels(node: Node) -> bool:
    return is_activation(node) or node.class_name in NORMALISATIONS or node.class_name.startswith(_KEEP_CHANNELS)
