"""Units left out at random."""

from __future__ import annotations

from typing import ClassVar

from diagnostics.fixes.fix import Clues, Fix
from diagnostics.fixes.wiring import Addition, with_layer_before
from diagnostics.graph.graph import Graph, graph_of
from diagnostics.graph.node import Node
from diagnostics.graph.walks import ancestors
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec

_DROPOUT = Addition("dropout", "Dropout", {"rate": 0.5})


class Dropout(Fix):
    """Half of what enters each dense layer is left out, except before the first layer with weights.

    So every hidden dense layer and what goes into the head is thinned out, behind activations and normalisations.
    """

    name = "dropout"
    title = "Leave out half of the features before each dense layer at random"
    why = (
        "A sample is learned by heart through units that work together for it alone. Where any of them may be missing, "
        "each has to be of use by itself."
    )
    safety: ClassVar[Safety] = "changes_training"

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:  # noqa: ARG002  it needs no finding
        """The spec with Dropout layers; None where there are some at work, or no such dense layer."""
        graph = graph_of(spec)
        if any("Dropout" in node.class_name and node.config.get("rate") for node in graph.used):
            return None
        changed = spec
        for node in graph.used:
            if node.class_name == "Dense" and node.trainable and _sees_features(graph, node):
                changed = with_layer_before(changed, node.name, _DROPOUT)
        return changed if changed != spec else None


def _sees_features(graph: Graph, node: Node) -> bool:
    return any(graph.by_name[name].has_kernel for name in ancestors(graph, node.inputs))
