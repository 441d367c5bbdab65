"""What the network answers with: the last activation before an output, and how many numbers come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.graph.activations import is_activation, own_activation
from diagnostics.graph.graph import Graph
from diagnostics.graph.kinds import is_feed_forward
from diagnostics.graph.node import Node

_KEEP_VALUES = frozenset({"Flatten", "Identity", "Permute", "Reshape"})


@dataclass(frozen=True)
class Answer:
    """One output. `shaper` applies its last activation; where there is none, it is the layer with the kernel.

    `units` is the size of the last axis, None where it cannot be told. `is_bare` says that nothing comes after the
    activation.
    """

    shaper: Node
    activation: str
    units: int | None
    is_bare: bool

    @property
    def pointer(self) -> str:
        """The JSON pointer to the activation, or to the layer that is nothing else."""
        return self.shaper.pointer("config", "activation") if "activation" in self.shaper.config else self.place

    @property
    def place(self) -> str:
        """The JSON pointer to the layer."""
        return self.shaper.pointer()


def answers(graph: Graph) -> Iterator[Answer]:
    """Every output that ends in a dense layer, a convolution or an activation; what others answer with is not told."""
    for name in graph.outputs:
        shaper = _shaper(graph, graph.by_name[name])
        if shaper is not None and shaper.config.get("axis", -1) == -1:
            yield Answer(shaper, own_activation(shaper), _units(graph, name, shaper), shaper.name == name)


def maker_of(graph: Graph, answer: Answer) -> Node:
    """The layer that declares how many units there are, before activations and the like."""
    node = answer.shaper
    while "units" not in node.config and "filters" not in node.config and len(node.inputs) == 1:
        node = graph.by_name[node.inputs[0]]
    return node


def _shaper(graph: Graph, node: Node) -> Node | None:
    while own_activation(node) == "linear" and not is_feed_forward(node):
        passes = node.class_name in _KEEP_VALUES or is_activation(node)
        if not passes or len(node.inputs) != 1:
            return None
        node = graph.by_name[node.inputs[0]]
    return node if is_feed_forward(node) or is_activation(node) else None


def _units(graph: Graph, output: str, shaper: Node) -> int | None:
    shape = graph.shapes[output].output
    if shape is not None:
        return shape[-1] if shape else None
    return _declared_units(graph, shaper) if output == shaper.name else None


def _declared_units(graph: Graph, node: Node) -> int | None:
    """The units that the layer, or the one whose values it takes in their shape, declares."""
    while is_activation(node) and len(node.inputs) == 1:
        node = graph.by_name[node.inputs[0]]
    units = node.config.get("units", node.config.get("filters"))
    first = node.config.get("data_format") == "channels_first"
    return units if isinstance(units, int) and not first else None
