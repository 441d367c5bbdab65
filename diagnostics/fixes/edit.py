"""Changed copies of a resolved spec."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from diagnostics.findings import Finding
from diagnostics.spec.job import ResolvedLayer, ResolvedSpec


def with_configs(spec: ResolvedSpec, changes: Mapping[str, Mapping[str, Any]]) -> ResolvedSpec | None:
    """The spec with config entries replaced, by layer name; None where there is nothing to replace."""
    if not changes:
        return None
    return with_layers(
        spec,
        [
            layer.model_copy(update={"config": {**layer.config, **changes[layer.name]}})
            if layer.name in changes
            else layer
            for layer in spec.model.layers
        ],
    )


def with_layers(spec: ResolvedSpec, layers: Sequence[ResolvedLayer]) -> ResolvedSpec:
    """The spec with other layers."""
    return spec.model_copy(update={"model": spec.model.model_copy(update={"layers": tuple(layers)})})


def named_layers(findings: Sequence[Finding]) -> frozenset[str]:
    """Every layer that the findings are about."""
    names: set[str] = set()
    for finding in findings:
        listed = finding.evidence.get("layers")
        names.update(str(name) for name in listed) if isinstance(listed, list) else None
        names.update({finding.layer} if finding.layer else ())
    return frozenset(names)
