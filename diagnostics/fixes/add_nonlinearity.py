"""A ReLU where a hidden layer has no activation."""

from __future__ import annotations

from typing import ClassVar

from diagnostics.fixes.edit import named_layers, with_configs
from diagnostics.fixes.fix import Clues, Fix
from diagnostics.fixes.wiring import Addition, with_layers_behind
from diagnostics.graph.activations import activations_after
from diagnostics.graph.graph import Graph, graph_of
from diagnostics.graph.kinds import NORMALISATIONS, is_feed_forward
from diagnostics.graph.node import Node
from diagnostics.graph.walks import is_head, used_consumers
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec


class AddNonlinearity(Fix):
    """The hidden layers that the findings name get a ReLU, behind their normalisation where they have one."""

    name = "add-nonlinearity"
    title = "Put a ReLU on hidden layers without an activation"
    why = "Without an activation in between, layers in a row can do no more than one of them."
    safety: ClassVar[Safety] = "changes_capacity"

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:
        """The spec with the ReLUs put in, or None where no named layer lacks an activation."""
        graph, named = graph_of(spec), named_layers(clues.findings)
        bare = [node for node in graph.used if node.name in named and _lacks_activation(graph, node)]
        for node in bare:
            normalisation = _normalised_by(graph, node)
            if normalisation is None:
                spec = with_configs(spec, {node.name: {"activation": "relu"}}) or spec
            else:
                added = Addition(f"{node.name}_activation", "Activation", {"activation": "relu"})
                spec = with_layers_behind(spec, normalisation.name, added)
        return spec if bare else None


def _lacks_activation(graph: Graph, node: Node) -> bool:
    if not is_feed_forward(node) or is_head(graph, node) or node.name in graph.pretrained:
        return False
    return not activations_after(graph, node)


def _normalised_by(graph: Graph, node: Node) -> Node | None:
    """The normalisation right behind the layer, if that alone reads it."""
    readers = used_consumers(graph, node)
    alone = len(readers) == 1 and node.name not in graph.outputs
    return readers[0] if alone and readers[0].class_name in NORMALISATIONS else None
