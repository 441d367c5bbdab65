"""Batch normalisation's moving statistics: how far training has brought them, and what waits for them."""

from __future__ import annotations

from collections.abc import Sequence

from diagnostics.evidence import Trained
from diagnostics.graph.graph import Graph
from diagnostics.graph.node import Node
from diagnostics.rules.margins import beats_chance

MAX_LAG = 0.1  # of the statistics at the start may be left in what inference mode uses
_ERRORS = 3.0
_SHARE_LEARNED = 0.05  # of the chance loss


def normalisations(graph: Graph) -> tuple[Node, ...]:
    """The batch normalisations whose moving statistics training updates; a frozen one keeps its own."""
    return tuple(node for node in graph.used if node.class_name == "BatchNormalization" and node.trainable)


def momentum(node: Node) -> float:
    """The share of the moving statistics that each step keeps."""
    return float(node.config.get("momentum", 0.99))


def lag(nodes: Sequence[Node], steps: int) -> float:
    """The largest share of the statistics at the start that is left after so many steps."""
    return max((momentum(node) ** steps for node in nodes), default=0.0)


def learns_by_batch(seen: Trained) -> bool:
    """Whether the network beats chance at the end when each batch is normalised by its own statistics."""
    by_batch = seen.end.batch_mode
    return by_batch is not None and beats_chance(by_batch.train, _ERRORS, _SHARE_LEARNED)


def waits_for_statistics(seen: Trained) -> bool:
    """Whether inference mode may lack nothing but steps, until the statistics have caught up with what was learned."""
    still = lag(normalisations(seen.graph), seen.end.step) > MAX_LAG
    return still and learns_by_batch(seen) and not beats_chance(seen.end.train, _ERRORS, _SHARE_LEARNED)
