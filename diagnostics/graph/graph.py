"""The network as declared: every layer and how they are wired, including layers that lead nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from diagnostics.graph import keras_tables
from diagnostics.spec.job import ResolvedModel, ResolvedSpec


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


@dataclass(frozen=True)
class Graph:
    """Nodes in the order declared, and the names of those that the network answers with."""

    nodes: tuple[Node, ...]
    outputs: tuple[str, ...]

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


def graph_of(spec: ResolvedSpec | ResolvedModel) -> Graph:
    """The graph of a resolved spec."""
    model = spec.model if isinstance(spec, ResolvedSpec) else spec
    nodes = tuple(
        Node(layer.name, layer.class_name, layer.config, layer.inputs, position)
        for position, layer in enumerate(model.layers)
    )
    return Graph(nodes, model.outputs)
