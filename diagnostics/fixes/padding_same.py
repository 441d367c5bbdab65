"""Windows padded, so that maps do not shrink under them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from diagnostics.fixes.edit import graph_for, with_configs
from diagnostics.fixes.fix import Clues, Fix
from diagnostics.fixes.soundness import can_be_built, sound
from diagnostics.graph.graph import Graph
from diagnostics.graph.sliding_windows import Slide, slides
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec


class PaddingSame(Fix):
    """Every convolution and pooling whose map gets smaller without padding is padded; pretrained layers are not."""

    name = "padding-same"
    title = "Pad convolutions and poolings ('same')"
    why = (
        "Without padding each window takes its size less one off the map, until there is no place left for the next. "
        "With padding only strides shrink a map, and never to nothing."
    )
    safety: ClassVar[Safety] = "changes_capacity"

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:
        """The spec with the padding, or None where it changes nothing, or does not make the network fit."""
        changed = spec
        while narrowing := list(_narrowing(graph_for(changed, clues))):  # more maps are known once those before fit
            changed = with_configs(changed, {slide.node.name: {"padding": "same"} for slide in narrowing}) or changed
        fits = changed != spec and can_be_built(changed, clues)
        return changed if fits and sound(spec, changed, clues) else None


def _narrowing(graph: Graph) -> Iterator[Slide]:
    for slide in slides(graph):
        padded = replace(slide.window, padding="same").slid(slide.over)
        valid = slide.window.padding == "valid" and slide.node.name not in graph.pretrained
        if valid and (not slide.window.fits(slide.over) or slide.window.slid(slide.over) != padded):
            yield slide
