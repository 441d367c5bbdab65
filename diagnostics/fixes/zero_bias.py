"""Biases that start at zero."""

from __future__ import annotations

from typing import ClassVar

from diagnostics.fixes.edit import named_layers, with_configs
from diagnostics.fixes.fix import Clues, Fix
from diagnostics.graph.graph import Graph, graph_of
from diagnostics.graph.initializers import read_initializer
from diagnostics.graph.node import Node
from diagnostics.graph.walks import is_head
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec


class ZeroBias(Fix):
    """The biases of all hidden layers start at zero, and of the output where a finding names it.

    An output's bias may be set on purpose, to answer with the shares of the classes from the start. Pretrained layers
    stay as they are, and so does the one that an LSTM adds to its forget gate by `unit_forget_bias`.
    """

    name = "zero-bias"
    title = "Start the biases at zero"
    why = (
        "A bias far below zero keeps a ReLU unit silent for every input, one far from zero on either side keeps a tanh "
        "or sigmoid at its bound; neither has a gradient then."
    )
    safety: ClassVar[Safety] = "safe"

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:
        """The spec with zero biases, or None where all of them are."""
        graph, named = graph_of(spec), named_layers(clues.findings)
        biased = [node for node in graph.used if _starts_biased(graph, node)]
        changed = [node for node in biased if node.name in named or not is_head(graph, node)]
        return with_configs(spec, {node.name: {"bias_initializer": "zeros"} for node in changed})


def _starts_biased(graph: Graph, node: Node) -> bool:
    given = node.config.get("bias_initializer")
    if given is None or node.config.get("use_bias") is False or node.name in graph.pretrained:
        return False
    initializer = read_initializer(given)
    return initializer is not None and initializer.constant != 0
