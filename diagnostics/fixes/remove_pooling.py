"""Poolings taken out before they leave nothing of the maps."""

from __future__ import annotations

from typing import ClassVar

from diagnostics.fixes.edit import graph_for
from diagnostics.fixes.fix import Clues, Fix
from diagnostics.fixes.soundness import can_be_built, sound
from diagnostics.fixes.wiring import without_layer
from diagnostics.graph.graph import Graph
from diagnostics.graph.sliding_windows import Slide, slides
from diagnostics.graph.walks import ancestors
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec


class RemovePooling(Fix):
    """Poolings that have no place on their map, or leave a single position, are taken out.

    So is the last pooling before a convolution that has no place on its map. Pretrained layers stay.
    """

    name = "remove-pooling"
    title = "Take out the poolings that leave nothing of the maps"
    why = (
        "Each pooling halves a map, and a small image has but a few halves. On a map of one position no window can "
        "tell one place from another, and below that there is no map at all."
    )
    safety: ClassVar[Safety] = "changes_capacity"

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:
        """The spec without these poolings, or None where there are none, or the network does not fit even so."""
        changed = spec
        while (excess := _excess(graph_for(changed, clues))) is not None:
            changed = without_layer(changed, excess)
        fits = changed != spec and can_be_built(changed, clues)
        return changed if fits and sound(spec, changed, clues) else None


def _excess(graph: Graph) -> str | None:
    """The pooling to take out next."""
    found = list(slides(graph))
    for slide in found:
        if not slide.is_convolution and _leaves_nothing(slide) and slide.node.name not in graph.pretrained:
            return slide.node.name
        if slide.is_convolution and not slide.window.fits(slide.over):
            before = ancestors(graph, slide.node.inputs) - graph.pretrained
            poolings = [each.node.name for each in found if not each.is_convolution and each.node.name in before]
            return poolings[-1] if poolings else None
    return None


def _leaves_nothing(slide: Slide) -> bool:
    known = None not in slide.over
    return known and (not slide.window.fits(slide.over) or all(side == 1 for side in slide.window.slid(slide.over)))
