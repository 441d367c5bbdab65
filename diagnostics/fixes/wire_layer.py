"""Layers that lead nowhere, put where the data flow."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from diagnostics.fixes.edit import graph_for, named_layers, with_layers
from diagnostics.fixes.fix import Clues, Fix
from diagnostics.fixes.skipped_body import Body, skipped_body
from diagnostics.fixes.soundness import can_be_built
from diagnostics.graph.graph import Graph
from diagnostics.graph.kinds import NORMALISATIONS
from diagnostics.graph.node import Node
from diagnostics.graph.walks import descendants, used_consumers
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedLayer, ResolvedSpec

_KEEP_SHAPE = NORMALISATIONS | {
    *("ActivityRegularization", "Identity", "Rescaling"),
    *("AlphaDropout", "Dropout", "GaussianDropout", "GaussianNoise"),
    *("SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D"),
    *("Activation", "ELU", "LeakyReLU", "PReLU", "ReLU"),
    *("AugMix", "AutoContrast", "Equalization", "RandAugment", "Solarization"),
}


class WireLayer(Fix):
    """Unused layers of one input that keep its shape go between what they read and what reads the same.

    With `image` read by `conv_1` and by the unused `augmentation` and `rescaling`, the data then flow from `image`
    through `augmentation` and `rescaling`, in the order declared, to `conv_1`. Layers that change the shape are
    connected where the output skips the whole body of the network (see `skipped_body`).
    """

    name = "wire-layer"
    title = "Connect the layers that lead nowhere"
    why = "The layers were declared to be used, most likely at the place where they are declared."
    safety: ClassVar[Safety] = "safe"

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:
        """The spec with the findings' layers connected, or None where no place for them is clear."""
        graph, named = graph_for(spec, clues), named_layers(clues.findings)
        body = skipped_body(graph, named)
        if body is not None:
            return _through(spec, body, clues)
        layers = list(spec.model.layers)
        for source, chain in _chains(graph, named).items():
            readers = [node.name for node in used_consumers(graph, graph.by_name[source])]
            if readers:
                layers = _placed(_connected(layers, source, chain, readers), chain, readers)
        return with_layers(spec, layers) if tuple(layers) != spec.model.layers else None


def _through(spec: ResolvedSpec, body: Body, clues: Clues) -> ResolvedSpec | None:
    """The spec with the reader of the skipped body's source reading the body's end, if that fits."""
    layers = [
        layer.model_copy(update={"inputs": (body.end,)}) if layer.name == body.reader else layer
        for layer in spec.model.layers
    ]
    changed = with_layers(spec, layers)
    before, after = graph_for(spec, clues), graph_for(changed, clues)
    same = all(before.shapes[name].output == after.shapes[name].output for name in spec.model.outputs)
    return changed if same and can_be_built(changed, clues) else None


def _chains(graph: Graph, named: Collection[str]) -> dict[str, list[str]]:
    """By used source, the layers to put behind it, in the order declared."""
    source_of: dict[str, str] = {}
    chains: dict[str, list[str]] = {}
    for node in graph.unused:
        if node.name in named and _keeps_shape(node) and not _feeds_another_kind(graph, node):
            source = source_of.get(node.inputs[0], node.inputs[0])
            if source in graph.used_names:
                source_of[node.name] = source
                chains.setdefault(source, []).append(node.name)
    return chains


def _keeps_shape(node: Node) -> bool:
    if len(node.inputs) != 1:
        return False
    if node.class_name == "Normalization":
        return node.config.get("mean") is not None  # without it the layer waits to be adapted to data
    random = node.class_name.startswith("Random") and node.class_name != "RandomCrop"
    return random or node.class_name in _KEEP_SHAPE


def _feeds_another_kind(graph: Graph, node: Node) -> bool:
    """Whether the layer belongs to a longer abandoned branch, where its place would be a guess."""
    return any(not _keeps_shape(after) for after in descendants(graph, node))


def _connected(
    layers: Sequence[ResolvedLayer], source: str, chain: Sequence[str], readers: Collection[str]
) -> list[ResolvedLayer]:
    feeds = dict(zip(chain, (source, *chain), strict=False))

    def rewired(layer: ResolvedLayer) -> ResolvedLayer:
        if layer.name in feeds:
            return layer.model_copy(update={"inputs": (feeds[layer.name],)})
        if layer.name in readers:
            inputs = tuple(chain[-1] if name == source else name for name in layer.inputs)
            return layer.model_copy(update={"inputs": inputs})
        return layer

    return [rewired(layer) for layer in layers]


def _placed(layers: list[ResolvedLayer], chain: Sequence[str], readers: Collection[str]) -> list[ResolvedLayer]:
    """The same layers with the chain declared no later than the first layer that now reads from it."""
    first = next(position for position, layer in enumerate(layers) if layer.name in readers)
    late = [layer for layer in layers[first:] if layer.name in chain]
    rest = [layer for layer in layers[first:] if layer.name not in chain]
    return layers[:first] + late + rest
