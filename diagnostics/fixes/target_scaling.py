"""A network that works in units of one and answers in the target's own."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import ClassVar

from diagnostics.fixes.fix import Clues, Fix, Need
from diagnostics.fixes.wiring import Addition, with_layers_behind
from diagnostics.graph.activations import own_activation
from diagnostics.graph.graph import Graph, graph_of
from diagnostics.observations import DatasetFacts, Spread
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec

_RESCALE = frozenset({"Rescaling", "Normalization"})


class TargetScaling(Fix):
    """Behind the output comes a Rescaling layer with the spread and the mean of the training targets.

    Targets, loss and metrics stay in their own units. An output that is bounded on one side (a ReLU, say) keeps its
    zero, and is multiplied by the size of the targets alone. Optimizers that divide by the gradient's size gain by it
    in full. For SGD the gradient of a squared error is now the targets' variance times that of a problem in units of
    one: their mean is out of the way, but the rate has to fall, or rise, by as much, which is for the rate's own fix.
    """

    name = "target-scaling"
    title = "Let the network work in units of one and rescale its answer to the targets"
    why = (
        "A new network answers around zero in steps of about one. Targets in the thousands are out of its reach for "
        "thousands of steps, and targets far below one drown in the noise of the steps."
    )
    safety: ClassVar[Safety] = "changes_training"
    needs: ClassVar[frozenset[Need]] = frozenset({"facts"})

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:
        """The spec with that layer, or None where it has one, the targets are not known, or there are many outputs."""
        graph = graph_of(spec)
        if clues.facts is None or len(graph.outputs) != 1 or graph.by_name[graph.outputs[0]].class_name in _RESCALE:
            return None
        columns = _columns(clues.facts)
        if not columns or not all(math.isfinite(each.mean) and 0 < each.std < math.inf for each in columns):
            return None
        free = _is_free(graph)
        scale = [_short(each.std if free else math.hypot(each.mean, each.std)) for each in columns]
        offset = [_short(each.mean) if free else 0.0 for each in columns]
        units = {"scale": scale, "offset": offset} if len(columns) > 1 else {"scale": scale[0], "offset": offset[0]}
        added = Addition("target_scaling", "Rescaling", {**units, "dtype": "float32"})
        return with_layers_behind(spec, graph.outputs[0], added)


def _columns(facts: DatasetFacts) -> Sequence[Spread]:
    """The targets' outputs one by one where each is a number at the end of a row; else all values together."""
    targets = facts.train.targets
    if targets is None:
        return ()
    rows = facts.target_shape is not None and facts.target_shape == (len(targets.columns),)
    return targets.columns if rows else (targets.values,)


def _is_free(graph: Graph) -> bool:
    """Whether the answer may be of either sign, with no activation between it and the last kernel."""
    node = graph.by_name[graph.outputs[0]]
    while not node.has_kernel and own_activation(node) == "linear" and len(node.inputs) == 1:
        node = graph.by_name[node.inputs[0]]
    return node.has_kernel and own_activation(node) == "linear"


def _short(number: float) -> float:
    return float(f"{number:.6g}")
