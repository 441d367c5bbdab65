"""Layer classes by what they do to a signal."""

from __future__ import annotations

from diagnostics.graph.node import Node

NORMALISATIONS = frozenset(
    {"BatchNormalization", "GroupNormalization", "LayerNormalization", "RMSNormalization", "UnitNormalization"}
)
MERGES = frozenset({"Add", "Average", "Concatenate", "Dot", "Maximum", "Minimum", "Multiply", "Subtract"})
EMBEDDINGS = frozenset({"Embedding", "ReversibleEmbedding"})
SEVERAL_ARGUMENTS = frozenset({"MultiHeadAttention", "GroupQueryAttention"})  # called with inputs one by one
_SPATIAL = ("Conv", "SeparableConv", "DepthwiseConv")
_KERNELS = ("kernel_initializer", "depthwise_initializer", "pointwise_initializer")


def is_feed_forward(node: Node) -> bool:
    """Whether the layer is dense or a convolution: one weighted sum, then perhaps an activation."""
    name = node.class_name
    if name == "EinsumDense":
        return not node.only_scales
    return name == "Dense" or (name.startswith(_SPATIAL) and "LSTM" not in name)


def kernel_keys(node: Node) -> tuple[str, ...]:
    """The config keys that initialise the layer's kernels (not its biases)."""
    return () if node.only_scales else tuple(key for key in _KERNELS if key in node.config)


def kernel_pointers(nodes: tuple[Node, ...]) -> tuple[str, ...]:
    """JSON pointers to every kernel initializer of the layers."""
    return tuple(node.pointer("config", key) for node in nodes for key in kernel_keys(node))
