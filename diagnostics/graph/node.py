"""One layer of the network as declared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from diagnostics.graph import keras_tables


@dataclass(frozen=True)
class Node:
    """One declared layer and the names of the layers that feed it."""

    name: str
    class_name: str
    config: Mapping[str, Any]
    inputs: tuple[str, ...]
    position: int

    def pointer(self, *keys: str) -> str:
        """The JSON pointer to this layer, or to a key inside it, in the resolved spec."""
        return "/".join((f"/model/layers/{self.position}", *keys))

    @property
    def trainable(self) -> bool:
        """Whether the layer is declared trainable (a layer without weights counts too)."""
        return bool(self.config.get("trainable", True))

    @property
    def has_weights(self) -> bool:
        """Whether the layer holds weights that training could change."""
        return keras_tables.has_weights(self.class_name)

    @property
    def has_kernel(self) -> bool:
        """Whether the layer mixes its inputs through weights (dense, convolution, recurrent, embedding)."""
        return keras_tables.has_kernel(self.class_name)
