"""Maps averaged over their places in place of flattened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from diagnostics.fixes.edit import graph_for
from diagnostics.fixes.fix import Clues, Fix
from diagnostics.fixes.soundness import sound
from diagnostics.fixes.wiring import with_class
from diagnostics.graph.graph import Graph
from diagnostics.graph.node import Node
from diagnostics.graph.walks import ancestors
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec


class GlobalPoolingHead(Fix):
    """A Flatten of maps that weights have made becomes a global average pooling of their rank.

    Only the Flatten layers that the findings name, or all where they name none. What a pretrained layer reads stays.
    """

    name = "global-pooling-head"
    title = "Average the maps instead of flattening them"
    why = (
        "A dense layer on flattened maps adds up tens of thousands of inputs, and what these have in common swamps "
        "what tells them apart. Averaged, each map is one number, and the layer behind gets as many as channels."
    )
    safety: ClassVar[Safety] = "changes_capacity"

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:
        """The spec with the maps averaged, or None where none is flattened or its shape is not known."""
        graph, changed = graph_for(spec, clues), spec
        named = {str(finding.evidence["flatten"]) for finding in clues.findings if "flatten" in finding.evidence}
        for node in _flattened_maps(graph):
            if node.name in named or not named:
                rank = len(graph.shapes[node.inputs[0]].output or ()) - 1
                settings = {"data_format": _data_format(graph, node)}
                changed = with_class(changed, node.name, f"GlobalAveragePooling{rank}D", settings)
        return changed if changed != spec and sound(spec, changed, clues) else None


def _flattened_maps(graph: Graph) -> Iterator[Node]:
    for node in graph.used:
        if node.class_name != "Flatten" or node.name in graph.pretrained:
            continue
        shape = graph.shapes[node.inputs[0]].output
        made = any(graph.by_name[name].has_kernel for name in ancestors(graph, node.inputs))
        if made and shape is not None and 2 <= len(shape) <= 4:
            yield node


def _data_format(graph: Graph, node: Node) -> str | None:
    """The order of axes that the nearest layer before with one declares."""
    while len(node.inputs) == 1:
        node = graph.by_name[node.inputs[0]]
        if node.config.get("data_format") is not None:
            return str(node.config["data_format"])
    return None
