"""Shapes within a saved network that is still being read, for what its config does not write down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from diagnostics.formats.saved_model import SavedLayer
from diagnostics.graph.node import Node
from diagnostics.graph.shapes.infer import LayerShape, infer
from diagnostics.graph.shapes.layer_shape import Shape


@dataclass
class SavedShapes:
    """What was told so far, layer by layer in the order read."""

    _known: dict[str, LayerShape] = field(default_factory=dict)
    _holders: dict[str, SavedLayer] = field(default_factory=dict)

    def of(self, name: str, layers: Sequence[SavedLayer]) -> Shape | None:
        """The shape of one layer's output without the batch, None where it cannot be told."""
        for position in range(len(self._known), len(layers)):
            layer = layers[position]
            self._holders.setdefault(layer.shares or layer.name, layer)
            feeding = {each: self._known[each] for each in (*layer.inputs, layer.shares) if each is not None}
            self._known |= infer([self._node(layer, position)], None, feeding)
        return self._known[name].output

    def _node(self, layer: SavedLayer, position: int) -> Node:
        config = self._holders[layer.shares or layer.name].config
        return Node(layer.name, layer.class_name, _with_shape(config), layer.inputs, position, layer.shares)


def _with_shape(config: Mapping[str, Any]) -> Mapping[str, Any]:
    """An InputLayer's shape is saved with the batch."""
    whole = config.get("batch_shape")
    return {**config, "shape": list(whole[1:])} if isinstance(whole, list | tuple) else config
