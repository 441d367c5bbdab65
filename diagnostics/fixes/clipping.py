"""How an optimizer clips gradients."""

from __future__ import annotations

from diagnostics.spec.job import ResolvedSpec

KEYS = ("clipnorm", "clipvalue", "global_clipnorm")


def clipped_at(spec: ResolvedSpec) -> dict[str, float]:
    """The bounds that are set, by key."""
    config = spec.training.optimizer.config
    return {key: config[key] for key in KEYS if isinstance(config.get(key), int | float)}
