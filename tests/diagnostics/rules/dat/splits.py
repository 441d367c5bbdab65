"""Splits as the facts describe them, plain and healthy but for what a case names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from diagnostics.observations import InputFacts, RawFacts, SplitFacts, Spread, TargetFacts


def spread(mean: float = 0.0, std: float = 1.0, minimum: float | None = None, maximum: float | None = None) -> Spread:
    """Numbers with this mean and spread, within three standard deviations unless said otherwise."""
    low, high = mean - 3 * std if minimum is None else minimum, mean + 3 * std if maximum is None else maximum
    return Spread(minimum=low, maximum=high, mean=mean, std=std)


def split(
    samples: int = 200,
    counts: Mapping[str, int] | None = None,
    columns: Sequence[Spread] = (),
    raw: Spread | None = None,
    non_finite_samples: int = 0,
    non_finite_targets: int = 0,
    **inputs: Any,
) -> SplitFacts:
    """One split; `inputs` say what differs from values of about unit size in 192 numbers an input."""
    values = {"minimum": -1.0, "maximum": 1.0, "mean": 0.0, "std": 0.5, "non_finite": 0, "features": 192}
    values |= {"looked_at": samples, "constant_features": 0, "blank_samples": 0}
    stored = RawFacts(values=raw or spread(), non_finite_samples=non_finite_samples, searched=samples)
    targets = TargetFacts(values=columns[0], columns=tuple(columns), non_finite=non_finite_targets) if columns else None
    return SplitFacts(
        samples=samples,
        label_counts=None if counts is None else dict(counts),
        inputs=InputFacts.model_validate(values | inputs),
        raw=stored,
        targets=targets,
    )
