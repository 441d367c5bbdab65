"""Dropout in all its forms, and how it follows one another."""

from __future__ import annotations

from collections.abc import Iterator

from diagnostics.graph.activations import is_activation
from diagnostics.graph.graph import Graph
from diagnostics.graph.node import Node
from diagnostics.graph.walks import used_consumers

_DROPOUTS = frozenset({"AlphaDropout", "Dropout", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D"})
_IN_LAYERS = ("dropout", "recurrent_dropout")  # of recurrent and attention layers
_SHAPES = frozenset({"Flatten", "Identity", "Permute", "Reshape"})


def is_dropout(node: Node) -> bool:
    """Whether the layer is nothing but dropout."""
    return node.class_name in _DROPOUTS


def rate_of(node: Node) -> float:
    """The share that a dropout layer drops."""
    rate = node.config.get("rate")
    return float(rate) if isinstance(rate, int | float) else 0.0


def rates(node: Node) -> Iterator[tuple[str, float]]:
    """Config keys of the layer that hold a share to drop, with it."""
    for key in ("rate",) if is_dropout(node) else _IN_LAYERS:
        rate = node.config.get(key)
        if isinstance(rate, int | float):
            yield key, float(rate)


def heavy_rows(graph: Graph, least: float, below: float) -> list[tuple[Node, ...]]:
    """The longest rows of dropout layers with a rate from `least` to `below`, at most one kernel between any two."""
    ending: dict[str, tuple[tuple[str, ...], int]] = {}  # by layer: the row so far, and the kernels since its last
    for node in graph.used:
        row, kernels = ending[node.inputs[0]] if len(node.inputs) == 1 else ((), 0)
        if is_dropout(node) and least <= rate_of(node) < below:
            row, kernels = (*row, node.name), 0
        elif node.has_kernel:
            row, kernels = (row, 1) if kernels == 0 else ((), 0)
        ending[node.name] = row, kernels
    rows = dict.fromkeys(row for row, _ in ending.values() if row)
    return [tuple(graph.by_name[name] for name in row) for row in rows if not any(_extends(each, row) for each in rows)]


def ends_the_network(graph: Graph, node: Node) -> bool:
    """Whether nothing comes after the dropout but activations and reshaping, and a kernel before it."""
    after = list(used_consumers(graph, node))
    while after:
        each = after.pop()
        if not (is_activation(each) or each.class_name in _SHAPES or is_dropout(each)):
            return False
        after.extend(used_consumers(graph, each))
    return any(graph.by_name[name].has_kernel for name in _fed_through(graph, node))


def normalised_by(graph: Graph, node: Node) -> Node | None:
    """The batch normalisation that reads the dropout, activations and reshaping aside."""
    after = list(used_consumers(graph, node))
    while after:
        each = after.pop()
        if each.class_name == "BatchNormalization":
            return each
        if is_activation(each) or each.class_name in _SHAPES:
            after.extend(used_consumers(graph, each))
    return None


def _fed_through(graph: Graph, node: Node) -> Iterator[str]:
    """The layers before, through activations and reshaping, up to the first that is neither."""
    while len(node.inputs) == 1:
        node = graph.by_name[node.inputs[0]]
        yield node.name
        if not (is_activation(node) or node.class_name in _SHAPES or is_dropout(node)):
            return


def _extends(longer: tuple[str, ...], row: tuple[str, ...]) -> bool:
    return len(longer) > len(row) and longer[: len(row)] == row
