"""Dropout where it does no harm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from diagnostics.findings import Finding
from diagnostics.fixes.edit import named_layers, with_configs
from diagnostics.fixes.fix import Clues, Fix
from diagnostics.fixes.soundness import sound
from diagnostics.fixes.wiring import with_layer_moved_behind, without_layer
from diagnostics.graph.dropouts import ends_the_network, is_dropout, normalised_by, rates
from diagnostics.graph.graph import Graph, graph_of
from diagnostics.graph.walks import used_consumers
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec

_USUAL = 0.5


class MoveDropout(Fix):
    """Dropout after the output goes, dropout before batch normalisation moves behind it, and rates come down to 0.5.

    Where several follow one another and together leave next to nothing, only the last stays.
    """

    name = "move-dropout"
    title = "Move dropout to where it does no harm, at a usual rate"
    why = (
        "Dropout of the answers compares targets with zeros, in front of batch normalisation it changes the variance "
        "that is learned, and at a high rate hardly anything of the signal is left in a training step."
    )
    safety: ClassVar[Safety] = "changes_training"

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:
        """The spec with the named dropout put right, or None where there is nothing to change about it."""
        named, changed = named_layers(clues.findings), spec
        for name in _earlier_in_rows(graph_of(spec), clues.findings):
            changed = without_layer(changed, name)
        for layer in spec.model.layers:
            if layer.name in named and layer.name in graph_of(changed).used_names:
                changed = _put_right(changed, layer.name)
        return changed if changed != spec and sound(spec, changed, clues) else None


def _earlier_in_rows(graph: Graph, findings: Sequence[Finding]) -> frozenset[str]:
    """All but the last where one finding is about several dropout layers."""
    rows: list[list[str]] = []
    for finding in findings:
        listed = finding.evidence.get("layers")
        named = [str(name) for name in listed] if isinstance(listed, list) else []
        rows.append([name for name in named if name in graph.used_names and is_dropout(graph.by_name[name])])
    return frozenset(name for row in rows for name in row[:-1])


def _put_right(spec: ResolvedSpec, name: str) -> ResolvedSpec:
    graph = graph_of(spec)
    node = graph.by_name[name]
    if is_dropout(node) and ends_the_network(graph, node):
        return without_layer(spec, name)
    lower = {key: _USUAL for key, rate in rates(node) if rate > _USUAL}
    changed = with_configs(spec, {name: lower} if lower else {}) or spec
    normalisation = normalised_by(graph, node) if is_dropout(node) else None
    alone = len(used_consumers(graph, node)) == 1 and name not in graph.outputs
    return with_layer_moved_behind(changed, name, normalisation.name) if normalisation and alone else changed
