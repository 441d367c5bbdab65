"""The way of the signal at initialisation: what enters the first weights, and what each layer makes of it."""

from __future__ import annotations

import math

from diagnostics.evidence import AtStart
from diagnostics.graph.graph import Graph
from diagnostics.graph.kinds import EMBEDDINGS
from diagnostics.graph.node import Node
from diagnostics.graph.walks import ancestors, is_head
from diagnostics.observations import Snapshot

_KEEP_SIGNAL = ("Dropout", "SpatialDropout", "Flatten", "Reshape", "Activation", "ReLU", "MaxPool")


def hidden_and_head(graph: Graph) -> tuple[tuple[Node, ...], Node | None]:
    """The layers with kernels before the last layer that makes an output, and that layer."""
    heads = [node for node in graph.used if node.has_kernel and is_head(graph, node)]
    if not heads:
        return (), None
    before = ancestors(graph, heads[-1].inputs)
    mixing = (node for node in graph.used if node.has_kernel and node.class_name not in EMBEDDINGS)
    return tuple(node for node in mixing if node.name in before), heads[-1]


def entering_std(seen: AtStart, first: Node) -> float | None:
    """Across-input standard deviation of what enters the first layer with a kernel."""
    source = seen.graph.by_name[first.inputs[0]]
    probed = seen.snapshot.layers.get(source.name)
    if source.class_name == "InputLayer" and not (probed and probed.across_input_std):  # looked at in too few places
        return seen.facts.train.inputs.std
    return std_before(seen.graph, first, seen.snapshot)


def std_before(graph: Graph, node: Node | None, snapshot: Snapshot) -> float | None:
    """Across-input standard deviation of what enters the layer, as near before it as was probed."""
    while node is not None and len(node.inputs) == 1:
        node = graph.by_name[node.inputs[0]]
        if node.name in snapshot.layers:
            return snapshot.layers[node.name].across_input_std
        if not node.class_name.startswith(_KEEP_SIGNAL):
            return None
    return None


def input_size(seen: AtStart) -> float:
    """Root mean square of the inputs where they reach the first weights as they are; 0 where a layer changes them.

    0 for frozen weights, too: they were trained on inputs of whatever size they want.
    """
    hidden, head = hidden_and_head(seen.graph)
    node = hidden[0] if hidden else head
    if node is not None and not node.trainable:
        return 0.0
    while node is not None and len(node.inputs) == 1:
        node = seen.graph.by_name[node.inputs[0]]
        if node.class_name == "InputLayer":
            inputs = seen.facts.train.inputs
            return math.hypot(inputs.mean, inputs.std)
        if not node.class_name.startswith(_KEEP_SIGNAL):
            return 0.0
    return 0.0
