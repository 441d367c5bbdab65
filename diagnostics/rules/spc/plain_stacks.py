"""Deep runs of layers that each shrink the signal, with nothing between them that restores it."""

from __future__ import annotations

from collections.abc import Iterator

from diagnostics.graph.activations import RECTIFIERS, activations_after
from diagnostics.graph.graph import Graph
from diagnostics.graph.initializers import read_initializer
from diagnostics.graph.kinds import NORMALISATIONS, is_feed_forward, kernel_keys
from diagnostics.graph.node import Node

Run = tuple[Node, ...]


def plain_stacks(graph: Graph, least: float) -> Iterator[Run]:
    """The longest runs of at least so many shrinking layers, each layer in one run at most."""
    runs = sorted(_runs(graph), key=len, reverse=True)
    taken: set[str] = set()
    for run in runs:
        if len(run) >= least and taken.isdisjoint(node.name for node in run):
            taken.update(node.name for node in run)
            yield run


def _runs(graph: Graph) -> list[Run]:
    """For every used layer, the run of shrinking layers that ends there."""
    ending_at: dict[str, Run] = {}
    for node in graph.used:
        before = ending_at[node.inputs[0]] if len(node.inputs) == 1 else ()  # a merge is a skip connection's end
        if node.class_name in NORMALISATIONS:
            before = ()
        elif node.has_kernel:
            before = (*before, node) if shrinks(graph, node) else ()
        ending_at[node.name] = before
    return list(ending_at.values())


def shrinks(graph: Graph, node: Node) -> bool:
    """Whether the layer is drawn too small for the ReLU on it (Glorot and LeCun are: they assume a linear layer)."""
    if not is_feed_forward(node) or not activations_after(graph, node) & RECTIFIERS or node.name in graph.pretrained:
        return False
    drawn = [read_initializer(node.config[key]) for key in kernel_keys(node)]
    return any(each is not None and each.scale is not None and each.scale <= 1 for each in drawn)
