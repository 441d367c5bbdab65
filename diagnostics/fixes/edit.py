"""Changed copies of a resolved spec."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from diagnostics.findings import Finding
from diagnostics.fixes.fix import Clues
from diagnostics.graph.graph import Graph, graph_of
from diagnostics.graph.sharing import with_holders_first
from diagnostics.spec.job import ResolvedLayer, ResolvedSpec
from diagnostics.spec.training import KerasObject


def with_configs(spec: ResolvedSpec, changes: Mapping[str, Mapping[str, Any]]) -> ResolvedSpec | None:
    """The spec with config entries replaced, by layer name; None where there is nothing to replace.

    What is said of a layer that shares weights is done to the layer that declares them.
    """
    if not changes:
        return None
    replaced: dict[str, dict[str, Any]] = {}
    for layer in spec.model.layers:
        if layer.name in changes:
            replaced.setdefault(layer.shares or layer.name, {}).update(changes[layer.name])
    layers = [
        layer.model_copy(update={"config": {**layer.config, **replaced[layer.name]}})
        if layer.name in replaced
        else layer
        for layer in spec.model.layers
    ]
    return with_layers(spec, layers)


def with_layers(spec: ResolvedSpec, layers: Sequence[ResolvedLayer]) -> ResolvedSpec:
    """The spec with other layers, the first call of each shared one declaring it."""
    in_order = with_holders_first(layers, spec.model.layers)
    return spec.model_copy(update={"model": spec.model.model_copy(update={"layers": in_order})})


def with_loss(spec: ResolvedSpec, loss: KerasObject) -> ResolvedSpec:
    """The spec with another loss."""
    return spec.model_copy(update={"training": spec.training.model_copy(update={"loss": loss})})


def graph_for(spec: ResolvedSpec, clues: Clues) -> Graph:
    """The graph, with the shape of the inputs where the data tell it."""
    return graph_of(spec, clues.facts.input_shape if clues.facts is not None else None)


def named_layers(findings: Sequence[Finding]) -> frozenset[str]:
    """Every layer that the findings are about."""
    names: set[str] = set()
    for finding in findings:
        for listed in map(finding.evidence.get, ("layers", "growing")):
            names.update(str(name) for name in listed) if isinstance(listed, list) else None
        names.update({finding.layer} if finding.layer else ())
    return frozenset(names)
