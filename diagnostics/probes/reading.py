"""How each layer's output is to be read."""

from __future__ import annotations

from dataclasses import dataclass

from diagnostics.graph.activations import is_activation, own_activation
from diagnostics.graph.graph import Graph
from diagnostics.graph.kinds import is_feed_forward
from diagnostics.graph.node import Node
from diagnostics.graph.walks import is_head

_RECTIFIERS = frozenset({"relu", "relu6"})
_BOUNDS = {
    "tanh": (-1.0, 1.0),
    "softsign": (-1.0, 1.0),
    "hard_tanh": (-1.0, 1.0),
    "sigmoid": (0.0, 1.0),
    "hard_sigmoid": (0.0, 1.0),
}


@dataclass(frozen=True)
class Reading:
    """How a layer's output is to be read.

    `rectified` says that a zero means off; `bounds` are those of an activation that saturates; `unit_axis` counts the
    units, with the samples on axis 0.
    """

    rectified: bool = False
    bounds: tuple[float, float] | None = None
    unit_axis: int = -1


def reading_of(graph: Graph, node: Node) -> Reading:
    """Whether a zero means that a unit is off, where its activation saturates, and where its units are counted."""
    applies = is_feed_forward(node) or is_activation(node)  # what a recurrent layer gives is a product of gates
    activation = own_activation(node) if applies else "linear"
    makes_answers = node.name in graph.outputs or (node.has_kernel and is_head(graph, node))
    return Reading(
        rectified=activation in _RECTIFIERS,
        bounds=None if makes_answers else _BOUNDS.get(activation),  # an answer may well be certain
        unit_axis=1 if _channels_first(graph, node) else -1,
    )


def _channels_first(graph: Graph, node: Node) -> bool:
    """Whether the layer's channels, or those of the layers it passes on unchanged, come right after the samples."""
    while "data_format" not in node.config and node.inputs and (is_activation(node) or not node.has_kernel):
        if node.class_name in ("Flatten", "Reshape", "Permute"):
            return False
        node = graph.by_name[node.inputs[0]]
    return node.config.get("data_format") == "channels_first" and node.class_name != "Flatten"
