"""A network whose output reads past all hidden layers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from diagnostics.graph.activations import own_activation
from diagnostics.graph.graph import Graph
from diagnostics.graph.node import Node
from diagnostics.graph.walks import ancestors, is_head, used_consumers


@dataclass(frozen=True)
class Body:
    """The last layer of what is skipped, and the layer that should read it."""

    end: str
    reader: str


def skipped_body(graph: Graph, named: Collection[str]) -> Body | None:
    """The body of the network, where it is certain that it was meant to be read.

    All unused layers are named and form one chain with weights in it. It reads what the output layer reads, is
    declared right before that, and nothing else in the network has weights.
    """
    chain = graph.unused
    if not chain or any(node.name not in named for node in chain) or not _is_chain(chain):
        return None
    (source,) = chain[0].inputs
    readers = used_consumers(graph, graph.by_name[source]) if source in graph.used_names else ()
    weighted = any(node.has_kernel for node in chain)
    if len(readers) != 1 or not weighted or own_activation(chain[-1]) == "softmax":
        return None
    (reader,) = readers
    follows = reader.position == chain[-1].position + 1 and reader.inputs == (source,)
    return Body(chain[-1].name, reader.name) if follows and _is_all_there_is(graph, reader) else None


def _is_chain(nodes: Sequence[Node]) -> bool:
    """Whether each layer is declared right behind the one that it reads."""
    follow = all(
        after.inputs == (before.name,) and after.position == before.position + 1 for before, after in pairwise(nodes)
    )
    return follow and len(nodes[0].inputs) == 1


def _is_all_there_is(graph: Graph, reader: Node) -> bool:
    before = ancestors(graph, reader.inputs)
    return reader.has_kernel and is_head(graph, reader) and not any(graph.by_name[name].has_kernel for name in before)
