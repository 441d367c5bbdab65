"""Kernels with what initialises them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.graph.graph import Graph
from diagnostics.graph.initializers import Initializer, read_initializer
from diagnostics.graph.kinds import EMBEDDINGS, MERGES, kernel_keys
from diagnostics.graph.node import Node
from diagnostics.graph.walks import is_head, up_to_next_kernels


@dataclass(frozen=True, eq=False)
class Kernel:
    """One kernel of a layer, the config key that initialises it, and how."""

    node: Node
    key: str
    initializer: Initializer

    @property
    def pointer(self) -> str:
        """The JSON pointer to the initializer."""
        return self.node.pointer("config", self.key)

    def __str__(self) -> str:
        return f"{self.node.class_name} '{self.node.name}'"


def kernels(graph: Graph) -> Iterator[Kernel]:
    """Every kernel that an output depends on and that is drawn by its initializer, but for embeddings."""
    for node in graph.used:
        if node.class_name not in EMBEDDINGS and node.name not in graph.pretrained:
            for key in kernel_keys(node):
                initializer = read_initializer(node.config[key])
                if initializer is not None:
                    yield Kernel(node, key, initializer)


def constant_kernels(graph: Graph) -> list[Kernel]:
    """The kernels whose weights all start equal where they must not: neither in the output nor before a merge.

    A depthwise kernel with one value other than zero is an average of each channel, not a symmetry between units.
    """
    return [
        kernel
        for kernel in kernels(graph)
        if kernel.initializer.constant is not None
        and not (kernel.key == "depthwise_initializer" and kernel.initializer.constant != 0)
        and not is_head(graph, kernel.node)
        and not any(after.class_name in MERGES for after in up_to_next_kernels(graph, kernel.node))
    ]
