"""A Rescaling layer too many, taken out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from diagnostics.fixes.added_layers import without_layer
from diagnostics.fixes.fix import Clues, Fix, Need
from diagnostics.graph.graph import graph_of
from diagnostics.observations import InputFacts
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedLayer, ResolvedSpec

_SMALLEST, _LARGEST = 0.1, 20.0  # of the largest absolute value, as healthy inputs have it


class RemoveRescaling(Fix):
    """The Rescaling layer without which the inputs have a usual size is no longer on their way."""

    name = "remove-rescaling"
    title = "Take out the Rescaling layer that scales what is scaled already"
    why = (
        "Preprocessing has brought the inputs to a usual size before they enter the network. Scaled once more they are "
        "hundreds of times too small, and hardly anything of them gets through the first layers."
    )
    safety: ClassVar[Safety] = "safe"
    needs: ClassVar[frozenset[Need]] = frozenset({"facts"})

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:
        """The spec without the layer, or None where no layer's absence gives inputs of a usual size."""
        graph = graph_of(spec)
        if clues.facts is None:
            return None
        for finding in clues.findings:
            named = finding.evidence.get("rescaled_by")
            names = [str(name) for name in named] if isinstance(named, list) else []
            layers = [layer for layer in spec.model.layers if layer.name in names and layer.class_name == "Rescaling"]
            if not layers or len(layers) != len(names) or not set(names) <= graph.used_names:
                continue
            for layer in reversed(layers):
                if _is_usual(clues.facts.train.inputs, [other for other in layers if other is not layer]):
                    return without_layer(spec, layer.name)
        return None


def _is_usual(inputs: InputFacts, rescalings: Sequence[ResolvedLayer]) -> bool:
    """Whether the inputs arrive at a usual size through these layers, in the order declared."""
    ends = [inputs.minimum, inputs.maximum]
    for layer in rescalings:
        scale, offset = layer.config.get("scale", 1.0), layer.config.get("offset", 0.0)
        if not isinstance(scale, int | float) or not isinstance(offset, int | float):
            return False
        ends = [end * scale + offset for end in ends]
    return _SMALLEST <= max(map(abs, ends)) <= _LARGEST
