"""The inputs that pretrained layers were trained on."""

from __future__ import annotations

from typing import ClassVar

from diagnostics.fixes.fix import Clues, Fix, Need
from diagnostics.fixes.settings import with_preprocess
from diagnostics.fixes.wiring import without_layer
from diagnostics.graph.graph import graph_of
from diagnostics.graph.leading_layers import leading_rescalings
from diagnostics.observations import DatasetFacts
from diagnostics.report.model import Safety
from diagnostics.spec.dataset import Operation, Rescale
from diagnostics.spec.job import ResolvedSpec
from diagnostics.spec.model import Convention


class BackbonePreprocessing(Fix):
    """Both splits get the convention of the stored weights, in place of every other rescaling.

    That is of the rescaling in preprocessing and of the network's own, where it comes before the pretrained layers.
    Resizing and the step from grey to RGB stay. Pixels that are stored as 0..1 are brought to 0..255 first, which the
    conventions of Keras Applications take for granted.
    """

    name = "backbone-preprocessing"
    title = "Feed the pretrained layers the inputs they were trained on"
    why = (
        "Pretrained kernels and moving statistics belong to inputs of one scale, one centre and one order of channels. "
        "Fed others, they answer with features that tell little."
    )
    safety: ClassVar[Safety] = "safe"
    needs: ClassVar[frozenset[Need]] = frozenset({"facts"})

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:
        """The spec with that preprocessing, or None where the convention is not known or is followed already."""
        weights = spec.model.weights
        if weights is None or weights.convention is None:
            return None
        kept = tuple(step for step in spec.dataset.preprocess.train if step.resize or step.grayscale_to_rgb)
        changed = with_preprocess(spec, (*kept, *_from_stored(weights.convention, clues.facts)))
        for name in leading_rescalings(graph_of(spec), spec.model.pretrained):
            changed = without_layer(changed, name)
        return changed if changed != spec else None


def _from_stored(convention: Convention, facts: DatasetFacts | None) -> Convention:
    raw = facts.train.raw if facts is not None else None
    fractions = raw is not None and raw.values.minimum >= 0 and raw.values.maximum <= 1
    of_pixels = any(step.backbone is not None for step in convention)
    return (Operation(rescale=Rescale(scale=255.0)), *convention) if of_pixels and fractions else convention
