"""How much a layer makes the signal grow at initialisation, at the least."""

from __future__ import annotations

from math import sqrt

from diagnostics.graph.activations import RELU_FAMILY, activations_after
from diagnostics.graph.graph import Graph
from diagnostics.graph.kinds import NORMALISATIONS
from diagnostics.graph.walks import up_to_next_kernels
from diagnostics.rules.spc.kernels import Kernel
from diagnostics.rules.spc.least_fan_in import least_fan_in


def least_gain(graph: Graph, kernel: Kernel) -> float:
    """A lower bound on the factor from an input's root mean square to that of the weighted sum."""
    return sqrt((kernel.initializer.mean_square or 0.0) * least_fan_in(graph, kernel.node, kernel.key))


def is_unchecked(graph: Graph, kernel: Kernel) -> bool:
    """Whether neither a normalisation nor an activation with bounds keeps the layer's growth from the next."""
    normalised = any(after.class_name in NORMALISATIONS for after in up_to_next_kernels(graph, kernel.node))
    return not normalised and activations_after(graph, kernel.node) <= RELU_FAMILY
