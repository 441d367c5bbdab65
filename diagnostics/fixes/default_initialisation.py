"""Keras's own initialisation in place of a poor one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from diagnostics.fixes.edit import named_layers, with_configs
from diagnostics.fixes.fix import Clues, Fix
from diagnostics.fixes.starts import KEEP_THE_SIGNAL, starts_a_branch_at_zero
from diagnostics.graph import keras_tables
from diagnostics.graph.activations import activations_after
from diagnostics.graph.graph import Graph, graph_of
from diagnostics.graph.initializers import read_initializer
from diagnostics.graph.kinds import kernel_keys
from diagnostics.graph.node import Node
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec

_SCALES = (0.3, 4.0)  # of variance times fan: from VarianceScaling(1/3), PyTorch's, to twice He's


class DefaultInitialisation(Fix):
    """The kernels of the layers that the findings name start as Keras has it: Glorot, orthogonal between time steps.

    Only kernels with one value, with a spread that no fan decides, or far too large or small for their fan are
    changed; a layer under selu gets LeCun's. Zero kernels that feed a merge and pretrained layers stay as they are.
    """

    name = "default-initialisation"
    title = "Initialise the named layers as Keras does by default"
    why = (
        "A kernel's spread must follow from the number of its inputs for the signal to keep its size, and its weights "
        "must differ for the units to learn different things. Keras's defaults see to both."
    )
    safety: ClassVar[Safety] = "safe"

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:
        """The spec with Keras's initializers, or None where those of the named layers are no worse."""
        graph, named = graph_of(spec), named_layers(clues.findings)
        nodes = [node for node in graph.used if node.name in named and node.name not in graph.pretrained]
        changes = {node.name: {key: _default(graph, node, key) for key in _poor(graph, node)} for node in nodes}
        return with_configs(spec, {name: config for name, config in changes.items() if config})


def _poor(graph: Graph, node: Node) -> Iterator[str]:
    recurrent = ("recurrent_initializer",) if "recurrent_initializer" in node.config else ()
    for key in (*kernel_keys(node), *recurrent):
        initializer = read_initializer(node.config[key])
        if initializer is None or initializer.kind in KEEP_THE_SIGNAL:
            continue
        low, high = _SCALES
        scaled = initializer.scale is not None and low <= initializer.scale <= high
        if not scaled and not starts_a_branch_at_zero(graph, node, initializer):
            yield key


def _default(graph: Graph, node: Node, key: str) -> str:
    if key != "recurrent_initializer" and "selu" in activations_after(graph, node):
        return "lecun_normal"
    return str(keras_tables.defaults("layers", node.class_name)[key])
