"""Convolutions and pools with the maps that they slide over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.graph.graph import Graph
from diagnostics.graph.node import Node
from diagnostics.graph.shapes.families import ODD_CONFIG, called
from diagnostics.graph.shapes.layer_shape import Shape
from diagnostics.graph.shapes.windows import Window, map_of, window_of


@dataclass(frozen=True)
class Slide:
    """A layer, the window that it slides, and the map under it, without channels."""

    node: Node
    window: Window
    over: Shape

    @property
    def is_convolution(self) -> bool:
        """Whether the layer has weights in its window, and is no pooling."""
        return "kernel_size" in self.node.config

    @property
    def pointer(self) -> str:
        """The JSON pointer to the size of the window."""
        return self.node.pointer("config", "kernel_size" if self.is_convolution else "pool_size")


def slides(graph: Graph) -> Iterator[Slide]:
    """The used layers whose window and map are known, each after all that feed it."""
    for node in graph.used:
        windowed = {"kernel_size", "pool_size"} & set(node.config) and len(node.inputs) == 1
        if not windowed or "Transpose" in node.class_name or "LSTM" in node.class_name:
            continue
        shape = graph.shapes[node.inputs[0]].output
        call = called(node.class_name, node.config, (shape,))
        try:
            yield Slide(node, window_of(call), map_of(call, call.input))
        except ODD_CONFIG:
            continue
