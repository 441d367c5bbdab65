"""What reaches the first weights: through which layers, and how they rescale it."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace

from diagnostics.graph.activations import own_activation
from diagnostics.graph.graph import Graph
from diagnostics.graph.kinds import EMBEDDINGS, MERGES, NORMALISATIONS
from diagnostics.graph.node import Node
from diagnostics.graph.walks import used_consumers
from diagnostics.observations import InputFacts, Spread

KEEP_SCALE = frozenset({"linear", "relu", "leaky_relu"})  # twice the input gives twice the output
_OF_UNKNOWN_SCALE = frozenset(
    {
        *("Normalization", "Discretization", "CategoryEncoding"),
        *("Hashing", "HashedCrossing", "IntegerLookup", "StringLookup", "TextVectorization"),
    }
)


@dataclass(frozen=True)
class Reached:
    """A layer with weights that sees `scale` × the inputs + `offset`, as the layers `rescaled_by` make of them."""

    node: Node
    scale: float = 1.0
    offset: float = 0.0
    rescaled_by: tuple[Node, ...] = ()

    def spread(self, values: InputFacts | Spread) -> Spread:
        """Where the values lie when they arrive."""
        ends = sorted((self.scale * values.minimum + self.offset, self.scale * values.maximum + self.offset))
        mean, std = self.scale * values.mean + self.offset, abs(self.scale) * values.std
        return Spread(minimum=ends[0], maximum=ends[1], mean=mean, std=std)


def first_weights(graph: Graph) -> list[Reached]:
    """The first layers with weights that see the inputs, rescaled by constants at most."""
    found: list[Reached] = []
    seen: set[tuple[str, float, float]] = set()
    waiting = [Reached(node) for node in reversed(graph.used) if node.class_name == "InputLayer"]
    while waiting:
        here = waiting.pop()
        arrival = (here.node.name, here.scale, here.offset)
        after = _after(here) if arrival not in seen else None
        seen.add(arrival)
        if after is None:
            continue
        if here.node.has_kernel:
            found.append(here)
        else:
            waiting.extend(replace(after, node=node) for node in reversed(used_consumers(graph, here.node)))
    return found


def _after(here: Reached) -> Reached | None:
    """What leaves the layer, or None where that is not known."""
    node = here.node
    if node.class_name == "Rescaling":
        scale, offset = node.config.get("scale", 1.0), node.config.get("offset", 0.0)
        if not isinstance(scale, int | float) or not isinstance(offset, int | float):
            return None
        return Reached(node, here.scale * scale, here.offset * scale + offset, (*here.rescaled_by, node))
    if node.has_kernel:
        return None if node.class_name in EMBEDDINGS else here
    unknown = node.class_name in _OF_UNKNOWN_SCALE | NORMALISATIONS | EMBEDDINGS | MERGES - {"Concatenate"}
    return None if unknown or own_activation(node) not in KEEP_SCALE else here


def is_normalised(graph: Graph, node: Node, activations: Set[str]) -> bool:
    """Whether every way from the layer to the next weights meets a normalisation, through these activations alone."""
    waiting = [node]
    while waiting:
        after = waiting.pop()
        if after.class_name in NORMALISATIONS:
            continue
        consumers = used_consumers(graph, after)
        if own_activation(after) not in activations or not consumers or (after.has_kernel and after is not node):
            return False
        waiting.extend(consumers)
    return True
