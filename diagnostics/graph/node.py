"""One layer of the network as declared."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from diagnostics.graph import keras_tables


@dataclass(frozen=True)
class Node:
    """One declared layer and the names of the layers that feed it.

    A layer that `shares` the weights of an earlier one has the class and the config that stand at that one's position,
    `configured_at`.
    """

    name: str
    class_name: str
    config: Mapping[str, Any]
    inputs: tuple[str, ...]
    position: int
    shares: str | None = None
    configured_at: int | None = None

    def pointer(self, *keys: str) -> str:
        """The JSON pointer to this layer, or to a key inside it, in the resolved spec."""
        elsewhere = keys[:1] == ("config",) and self.configured_at is not None
        return "/".join((f"/model/layers/{self.configured_at if elsewhere else self.position}", *keys))

    @property
    def holder(self) -> str:
        """The name of the layer that declares the weights."""
        return self.shares or self.name

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
        return keras_tables.has_kernel(self.class_name) and not self.only_scales

    @property
    def only_scales(self) -> bool:
        """Whether the layer multiplies each number by a weight and adds none up (ConvNeXt's layer scale)."""
        if self.class_name != "EinsumDense":
            return False
        found = re.fullmatch(r"(\w+),(\w+)->(\w+)", str(self.config.get("equation", "")))
        if found is None:
            return False
        read, kernel, given = map(set, found.groups())
        return read == given and kernel <= read
