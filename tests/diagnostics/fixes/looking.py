"""What a fix has changed, and whether what it made can be trained."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from diagnostics.findings import Finding
from diagnostics.fixes.fix import Clues, Fix
from diagnostics.graph.resolve import resolve
from diagnostics.observations import DatasetFacts
from diagnostics.spec.job import ResolvedSpec
from diagnostics.spec.model import Weights
from diagnostics.spec.reading import read_job
from tests.diagnostics.train.tiny import dataset, prepared, train


def about(*layers: str, **evidence: Any) -> Finding:
    """A finding that names these layers."""
    listed = {"layers": list(layers)} if layers else {}
    return Finding("SPC999", "some-fault", "error", 0.9, "…", ("/model",), evidence={**listed, **evidence})


def cured(fix: type[Fix], spec: ResolvedSpec, *findings: Finding, facts: DatasetFacts | None = None) -> Any:
    """The spec with the fix applied, or None; checked to be resolved, and to be changed by nothing a second time."""
    clues = Clues(findings, facts)
    after = fix().apply(spec, clues)
    if after is not None:
        assert resolve(read_job(after.model_dump(mode="json"))) == after
        assert fix().apply(after, clues) is None
    return after


def stored(spec: ResolvedSpec, *names: str) -> ResolvedSpec:
    """The spec with these layers taken from a saved model."""
    weights = Weights(location="base.keras", layers={name: name for name in names})
    return spec.model_copy(update={"model": spec.model.model_copy(update={"weights": weights})})


def changes(before: ResolvedSpec, after: ResolvedSpec | None) -> Any:
    """Config entries that differ, by layer, of layers in both, or None; nothing but the model may differ."""
    if after is None:
        return None
    assert after.model_copy(update={"model": before.model}) == before
    old = {layer.name: layer.config for layer in before.model.layers}
    found = {
        layer.name: {key: value for key, value in layer.config.items() if value != old[layer.name].get(key)}
        for layer in after.model.layers
        if layer.name in old
    }
    return {name: config for name, config in found.items() if config}


def wiring(spec: ResolvedSpec | None) -> dict[str, Sequence[str]]:
    """The inputs of every layer, in the order declared."""
    assert spec is not None
    return {layer.name: layer.inputs for layer in spec.model.layers}


def classes(spec: ResolvedSpec | None) -> dict[str, str]:
    """The class of every layer, in the order declared."""
    assert spec is not None
    return {layer.name: layer.class_name for layer in spec.model.layers}


def trains(spec: ResolvedSpec | None) -> bool:
    """Whether Keras builds the network and takes a step whose loss is a number; three classes or fewer."""
    assert spec is not None
    _, loop, _ = prepared(spec, dataset(spec, samples=8, validation=0))
    return all(map(math.isfinite, train(loop, 1)))
