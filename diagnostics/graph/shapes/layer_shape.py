"""What is told about one layer."""

from __future__ import annotations

from dataclasses import dataclass

Shape = tuple[int | None, ...]


@dataclass(frozen=True)
class LayerShape:
    """One layer: the shape of its output without the batch axis, and its weights; None where it cannot be told.

    An axis of any length is None within the shape. `parameters` counts all weights, `trainable_parameters` those that
    training may change (0 for a frozen layer). `output` is None, too, where Keras would refuse to build the layer.
    """

    output: Shape | None = None
    parameters: int | None = None
    trainable_parameters: int | None = None
