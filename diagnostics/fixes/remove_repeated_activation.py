"""One activation in place of two in a row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from diagnostics.fixes.edit import with_configs
from diagnostics.fixes.fix import Clues, Fix
from diagnostics.fixes.wiring import without_layer
from diagnostics.graph.activations import is_activation, own_activation
from diagnostics.graph.graph import Graph, graph_of
from diagnostics.graph.node import Node
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec


class RemoveRepeatedActivation(Fix):
    """Of two equal activations in a row the second goes, of two different ones the first.

    Where they differ, the second is the one that was put there for what comes after, a softmax for the loss say.
    """

    name = "remove-repeated-activation"
    title = "Keep one of two activations in a row"
    why = (
        "A softmax or sigmoid of values between 0 and 1 leaves them nearly equal, and of values of one sign it cannot "
        "come near 0: the loss has a floor that no training gets under."
    )
    safety: ClassVar[Safety] = "safe"

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:
        """The spec with one activation less for each finding, or None where there are no two in a row."""
        changed = spec
        for first, second in _pairs(clues):
            changed = _with_one_of(changed, first, second)
        return changed if changed != spec else None


def _pairs(clues: Clues) -> Iterator[tuple[str, str]]:
    for finding in clues.findings:
        layers = finding.evidence.get("layers")
        if isinstance(layers, list) and len(layers) == 2:
            yield str(layers[0]), str(layers[1])


def _with_one_of(spec: ResolvedSpec, first: str, second: str) -> ResolvedSpec:
    graph = graph_of(spec)
    if not {first, second} <= graph.used_names or {first, second} & graph.pretrained:
        return spec
    before, after = graph.by_name[first], graph.by_name[second]
    if "linear" in (own_activation(before), own_activation(after)):
        return spec
    return _without_activation(spec, after if own_activation(before) == own_activation(after) else before, graph)


def _without_activation(spec: ResolvedSpec, node: Node, graph: Graph) -> ResolvedSpec:
    if not is_activation(node):
        return with_configs(spec, {node.name: {"activation": "linear"}}) or spec
    return without_layer(spec, node.name) if len(graph.by_name[node.name].inputs) == 1 else spec
