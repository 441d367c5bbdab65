"""A Rescaling layer too many, taken out."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import ClassVar

from diagnostics.fixes.fix import Clues, Fix, Need
from diagnostics.fixes.wiring import without_layer
from diagnostics.graph.graph import graph_of
from diagnostics.observations import InputFacts
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedLayer, ResolvedSpec

_BETTER = 10.0  # times nearer to unit size than before, or it is no cure


class RemoveRescaling(Fix):
    """Of the Rescaling layers on the way of the inputs the one goes without which they come nearest to unit size."""

    name = "remove-rescaling"
    title = "Take out the Rescaling layer that scales what is scaled already"
    why = (
        "Preprocessing has brought the inputs to a usual size before they enter the network. Scaled once more they are "
        "hundreds of times too small, and hardly anything of them gets through the first layers."
    )
    safety: ClassVar[Safety] = "safe"
    needs: ClassVar[frozenset[Need]] = frozenset({"facts"})

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:
        """The spec without the layer, or None where without any one of them the inputs are hardly of a better size."""
        if clues.facts is None:
            return None
        for layers in _on_the_way(spec, clues):
            off = {layer.name: _off(clues.facts.train.inputs, layers, layer) for layer in layers}
            best = min(reversed(layers), key=lambda layer: off[layer.name])
            if off[best.name] < _off(clues.facts.train.inputs, layers) / _BETTER:
                return without_layer(spec, best.name)
        return None


def _on_the_way(spec: ResolvedSpec, clues: Clues) -> Iterator[list[ResolvedLayer]]:
    """The Rescaling layers between the inputs and the weights that see them, as each finding names them."""
    used = graph_of(spec).used_names
    for finding in clues.findings:
        named = finding.evidence.get("rescaled_by")
        names = [str(name) for name in named] if isinstance(named, list) else []
        layers = [layer for layer in spec.model.layers if layer.name in names and layer.class_name == "Rescaling"]
        if names and len(layers) == len(names) and set(names) <= used:
            yield layers


def _off(inputs: InputFacts, layers: Sequence[ResolvedLayer], gone: ResolvedLayer | None = None) -> float:
    """How many times too large or too small the inputs arrive through these layers, in order, but for one."""
    ends = [inputs.minimum, inputs.maximum]
    for layer in layers:
        if layer is not gone:
            scale, offset = layer.config.get("scale", 1.0), layer.config.get("offset", 0.0)
            ends = [end * scale + offset for end in ends]
    largest = max(map(abs, ends))
    return max(largest, 1 / largest) if 0 < largest < math.inf else math.inf
