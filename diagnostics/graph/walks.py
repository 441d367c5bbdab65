"""Walks over the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diagnostics.graph.graph import Graph
from diagnostics.graph.node import Node


def used_consumers(graph: Graph, node: Node) -> tuple[Node, ...]:
    """The layers that read `node` and reach an output, in the order declared."""
    return tuple(each for each in graph.consumers[node.name] if each.name in graph.used_names)


def up_to_next_kernels(graph: Graph, node: Node) -> Iterator[Node]:
    """The used layers after `node`, on every path up to and including the next layer with a kernel."""
    seen: set[str] = set()
    waiting = list(used_consumers(graph, node))
    while waiting:
        after = waiting.pop()
        if after.name not in seen:
            seen.add(after.name)
            yield after
            if not after.has_kernel:
                waiting.extend(used_consumers(graph, after))


def is_head(graph: Graph, node: Node) -> bool:
    """Whether no layer with a kernel comes after, so that this one makes the output."""
    return not any(after.has_kernel for after in up_to_next_kernels(graph, node))


def ancestors(graph: Graph, names: Iterable[str]) -> frozenset[str]:
    """The named layers and every layer that feeds them, at whatever distance."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(graph.by_name[name].inputs)
    return frozenset(found)


def descendants(graph: Graph, node: Node) -> tuple[Node, ...]:
    """Every layer that reads `node`, used or not, at whatever distance."""
    found: dict[str, Node] = {}
    waiting = list(graph.consumers[node.name])
    while waiting:
        after = waiting.pop()
        if after.name not in found:
            found[after.name] = after
            waiting.extend(graph.consumers[after.name])
    return tuple(found.values())


def used_sources(graph: Graph, node: Node) -> tuple[Node, ...]:
    """The nearest used layers that an unused layer reads from, directly or through other unused layers."""
    found: dict[str, Node] = {}
    seen: set[str] = set()
    waiting = list(node.inputs)
    while waiting:
        name = waiting.pop(0)
        if name in graph.used_names:
            found[name] = graph.by_name[name]
        elif name not in seen:
            seen.add(name)
            waiting.extend(graph.by_name[name].inputs)
    return tuple(found.values())


def is_on_every_path(graph: Graph, name: str) -> bool:
    """Whether every path from an input to an output goes through the layer."""
    waiting = [output for output in graph.outputs if output != name]
    seen: set[str] = set()
    while waiting:
        node = graph.by_name[waiting.pop()]
        if node.class_name == "InputLayer":
            return False
        fresh = [source for source in node.inputs if source != name and source not in seen]
        seen.update(fresh)
        waiting.extend(fresh)
    return True
