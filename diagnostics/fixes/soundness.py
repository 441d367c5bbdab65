"""Whether a change leaves a network that can be built, and stored weights that still fit."""

from __future__ import annotations

from diagnostics.fixes.edit import graph_for
from diagnostics.fixes.fix import Clues
from diagnostics.graph.graph import Graph
from diagnostics.spec.job import ResolvedSpec


def sound(before: ResolvedSpec, after: ResolvedSpec, clues: Clues) -> bool:
    """Whether every shape that could be told still can, and every stored layer holds as many weights as before."""
    old, new = graph_for(before, clues), graph_for(after, clues)
    return all(_is_known(new, node.name) for node in new.used if _was_known(old, node.name)) and _stored_fit(old, new)


def can_be_built(spec: ResolvedSpec, clues: Clues) -> bool:
    """Whether the shape of every layer can be told, so that Keras will not refuse the network."""
    graph = graph_for(spec, clues)
    return all(_is_known(graph, node.name) for node in graph.used)


def _was_known(graph: Graph, name: str) -> bool:
    return name not in graph.by_name or _is_known(graph, name)


def _is_known(graph: Graph, name: str) -> bool:
    return graph.shapes[name].output is not None


def _stored_fit(old: Graph, new: Graph) -> bool:
    stored = old.pretrained & set(old.by_name) & set(new.by_name)
    return all(old.shapes[name].parameters == new.shapes[name].parameters for name in stored)
