"""Which ways to start a kernel are good ones."""

from __future__ import annotations

from diagnostics.graph.graph import Graph
from diagnostics.graph.initializers import Initializer
from diagnostics.graph.kinds import MERGES
from diagnostics.graph.node import Node
from diagnostics.graph.walks import up_to_next_kernels

KEEP_THE_SIGNAL = frozenset({"orthogonal", "identity", "stft"})


def starts_a_branch_at_zero(graph: Graph, node: Node, initializer: Initializer) -> bool:
    """Whether the kernel is zero and feeds a merge, as residual branches and gates do by design."""
    return initializer.constant == 0 and any(after.class_name in MERGES for after in up_to_next_kernels(graph, node))
