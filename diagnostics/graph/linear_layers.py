"""Layers that only add up and scale what they are given."""

from __future__ import annotations

from collections.abc import Iterator

from diagnostics.graph.activations import is_activation, own_activation
from diagnostics.graph.graph import Graph
from diagnostics.graph.kinds import is_feed_forward
from diagnostics.graph.node import Node
from diagnostics.graph.walks import used_consumers

_LINEAR = frozenset({
    "BatchNormalization", "Flatten", "Identity", "Normalization", "Permute", "RepeatVector", "Rescaling", "Reshape",
})  # fmt: skip
_LINEAR_FAMILIES = (
    *("AveragePooling", "AvgPool", "GlobalAveragePooling", "GlobalAvgPool", "AdaptiveAveragePooling"),
    *("AlphaDropout", "Dropout", "Gaussian", "SpatialDropout", "Cropping", "UpSampling", "ZeroPadding", "Random"),
)
_LINEAR_MERGES = frozenset({"Add", "Average", "Concatenate", "Subtract"})
_FACTORISED = ("DepthwiseConv", "SeparableConv")


def passes_on(node: Node) -> bool:
    """Whether the layer, at inference, only scales, averages or moves what it is given, and mixes no units."""
    if len(node.inputs) != 1:
        return False
    if is_activation(node) or node.only_scales:
        return own_activation(node) == "linear"
    return node.class_name in _LINEAR or node.class_name.startswith(_LINEAR_FAMILIES)


def is_linear(node: Node) -> bool:
    """Whether the layer's output, at inference, is a weighted sum of its inputs plus a constant."""
    if is_feed_forward(node):
        return own_activation(node) == "linear"
    return passes_on(node) or node.class_name in _LINEAR_MERGES | {"InputLayer"}


def linear_pairs(graph: Graph) -> Iterator[tuple[Node, Node]]:
    """Dense layers and convolutions without an activation, each with the one that takes its sum as it is.

    Depthwise and separable convolutions are left out: they are one convolution taken apart.
    """
    for node in graph.used:
        if own_activation(node) == "linear" and _mixes_all(node):
            after = _only_reader(graph, node)
            while after is not None and passes_on(after):
                after = _only_reader(graph, after)
            if after is not None and _mixes_all(after) and len(after.inputs) == 1:
                yield node, after


def _mixes_all(node: Node) -> bool:
    return is_feed_forward(node) and not node.class_name.startswith(_FACTORISED)


def _only_reader(graph: Graph, node: Node) -> Node | None:
    readers = used_consumers(graph, node)
    return readers[0] if len(readers) == 1 and node.name not in graph.outputs else None
