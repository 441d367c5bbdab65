"""The network as declared: every layer and how they are wired, including layers that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from diagnostics.graph.node import Node
from diagnostics.graph.shapes.infer import LayerShape, infer
from diagnostics.spec.job import ResolvedModel, ResolvedSpec


@dataclass(frozen=True)
class Graph:
    """Nodes in the order declared, and the names of those that the network answers with.

    `input_shape` is the shape of one sample, without the batch, for an InputLayer that does not say its own;
    `pretrained` names the layers whose weights are stored, so that their initializers say nothing.
    """

    nodes: tuple[Node, ...]
    outputs: tuple[str, ...]
    input_shape: tuple[int, ...] | None = None
    pretrained: frozenset[str] = frozenset()

    @cached_property
    def by_name(self) -> dict[str, Node]:
        """Nodes by name."""
        return {node.name: node for node in self.nodes}

    @cached_property
    def consumers(self) -> dict[str, tuple[Node, ...]]:
        """For every name, the nodes it feeds, in the order declared."""
        fed: dict[str, list[Node]] = {node.name: [] for node in self.nodes}
        for node in self.nodes:
            for name in dict.fromkeys(node.inputs):
                fed[name].append(node)
        return {name: tuple(nodes) for name, nodes in fed.items()}

    @cached_property
    def used(self) -> tuple[Node, ...]:
        """The nodes from which an output can be reached, each after all that feed it."""
        placed: dict[str, Node] = {}
        waiting = [(self.by_name[name], False) for name in reversed(self.outputs)]
        while waiting:
            node, fed = waiting.pop()
            if fed:
                placed.setdefault(node.name, node)
            elif node.name not in placed:
                waiting.append((node, True))
                waiting.extend((self.by_name[name], False) for name in reversed(node.inputs))
        return tuple(placed.values())

    @cached_property
    def used_names(self) -> frozenset[str]:
        """The names of the used nodes."""
        return frozenset(node.name for node in self.used)

    @cached_property
    def unused(self) -> tuple[Node, ...]:
        """The nodes that reach no output, in the order declared."""
        return tuple(node for node in self.nodes if node.name not in self.used_names)

    @cached_property
    def shapes(self) -> Mapping[str, LayerShape]:
        """Shapes and parameter counts of every layer, used or not, as far as they can be told."""
        return infer(self.nodes, self.input_shape)


def graph_of(spec: ResolvedSpec | ResolvedModel, input_shape: tuple[int, ...] | None = None) -> Graph:
    """The graph of a resolved spec; `input_shape` is that of one sample, where the data tell it."""
    model = spec.model if isinstance(spec, ResolvedSpec) else spec
    return Graph(tuple(_nodes(model)), model.outputs, input_shape, model.pretrained)


def _nodes(model: ResolvedModel) -> Iterator[Node]:
    position_of = {layer.name: position for position, layer in enumerate(model.layers)}
    for position, layer in enumerate(model.layers):
        at = position_of[layer.shares] if layer.shares is not None else None
        config = layer.config if at is None else model.layers[at].config
        yield Node(layer.name, layer.class_name, config, layer.inputs, position, layer.shares, at)
