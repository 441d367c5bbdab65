"""Images changed a little each time they are seen."""

from __future__ import annotations

from typing import ClassVar

from diagnostics.fixes.fix import Clues, Fix
from diagnostics.fixes.wiring import Addition, with_layers_behind
from diagnostics.graph.graph import graph_of
from diagnostics.graph.node import Node
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec

_CHANNELS = (1, 3, 4)
_SMALLEST = 8  # pixels a side: a tenth of less is no shift
_LAYERS = (
    Addition("random_flip", "RandomFlip", {"mode": "horizontal"}),
    Addition("random_translation", "RandomTranslation", {"height_factor": 0.1, "width_factor": 0.1}),
    Addition("random_zoom", "RandomZoom", {"height_factor": 0.1}),
)


class Augmentation(Fix):
    """Training images are mirrored at random, and shifted and zoomed by up to a tenth, right behind the input layer.

    Where left and right mean something, as in writing, mirroring does harm; the trials see that, the fix does not.
    """

    name = "augmentation"
    title = "Mirror, shift and zoom the training images at random"
    why = (
        "An image that comes in another version each time cannot be learned by heart, and what the versions have in "
        "common is what matters."
    )
    safety: ClassVar[Safety] = "changes_training"

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:
        """The spec with augmenting layers; None where images are augmented already, or are not all that comes in."""
        graph = graph_of(spec)
        entrances = [node for node in graph.used if node.class_name == "InputLayer"]
        augmented = spec.dataset.augment.train or any(node.class_name.startswith("Random") for node in graph.used)
        if augmented or len(entrances) != 1:
            return None
        if not _is_image(entrances[0], clues):
            return None
        return with_layers_behind(spec, entrances[0].name, *_LAYERS)


def _is_image(entrance: Node, clues: Clues) -> bool:
    shape = clues.facts.input_shape if clues.facts is not None else entrance.config.get("shape") or ()
    sides = [side for side in shape[:-1] if isinstance(side, int)]
    return len(shape) == 3 and shape[-1] in _CHANNELS and len(sides) == 2 and min(sides) >= _SMALLEST
