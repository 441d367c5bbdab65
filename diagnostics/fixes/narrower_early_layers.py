"""Fewer channels where the maps are large."""

from __future__ import annotations

from typing import ClassVar

from diagnostics.fixes.edit import graph_for, with_configs
from diagnostics.fixes.fix import Clues, Fix
from diagnostics.fixes.soundness import sound
from diagnostics.graph.graph import Graph
from diagnostics.graph.kinds import is_feed_forward
from diagnostics.graph.node import Node
from diagnostics.graph.sliding_windows import slides
from diagnostics.graph.walks import is_head
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec

_LEAST = 8


class NarrowerEarlyLayers(Fix):
    """Convolutions of one width throughout: half the channels for each time that the map still shrinks after them.

    None gets fewer than eight, and pretrained ones stay as they are.
    """

    name = "narrower-early-layers"
    title = "Let the convolutions grow from few channels to many"
    why = (
        "There is little to tell in a small patch of an image, and many channels there mostly repeat one another. With "
        "fewer of them the early layers sum over fewer inputs, take smaller steps and cost less."
    )
    safety: ClassVar[Safety] = "changes_capacity"

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:
        """The spec with narrower early convolutions, or None where they grow already, or merges want equal widths."""
        graph = graph_for(spec, clues)
        shrinkings = _shrinkings(graph)
        wide = [node for node in graph.used if node.name in shrinkings and _is_hidden_convolution(graph, node)]
        if len({node.config["filters"] for node in wide}) != 1:
            return None
        last = max(shrinkings[node.name] for node in wide)
        changes = {node.name: _narrower(node, last - shrinkings[node.name]) for node in wide}
        changed = with_configs(spec, {name: config for name, config in changes.items() if config})
        return changed if changed is not None and sound(spec, changed, clues) else None


def _narrower(node: Node, halvings: int) -> dict[str, int]:
    width = node.config["filters"]
    narrow = max(_LEAST, width >> halvings)
    return {"filters": narrow} if narrow < width else {}


def _is_hidden_convolution(graph: Graph, node: Node) -> bool:
    declared = isinstance(node.config.get("filters"), int) and node.config.get("groups", 1) == 1
    return declared and is_feed_forward(node) and node.name not in graph.pretrained and not is_head(graph, node)


def _shrinkings(graph: Graph) -> dict[str, int]:
    """How often maps have shrunk before and in each layer that slides a window."""
    strided = {slide.node.name for slide in slides(graph) if max(slide.window.strides) > 1}
    shrunk: dict[str, int] = {}
    for node in graph.used:
        shrunk[node.name] = max((shrunk[name] for name in node.inputs), default=0) + (node.name in strided)
    return shrunk
