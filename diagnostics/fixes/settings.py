"""Changed copies of a resolved spec's dataset and training."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from diagnostics.spec.dataset import Operation, SplitPreprocess
from diagnostics.spec.job import ResolvedSpec


def with_dataset(spec: ResolvedSpec, **changes: Any) -> ResolvedSpec:
    """The spec with other dataset settings."""
    return spec.model_copy(update={"dataset": spec.dataset.model_copy(update=changes)})


def with_training(spec: ResolvedSpec, **changes: Any) -> ResolvedSpec:
    """The spec with other training settings."""
    return spec.model_copy(update={"training": spec.training.model_copy(update=changes)})


def with_optimizer(spec: ResolvedSpec, **config: Any) -> ResolvedSpec:
    """The spec with other entries in its optimizer's config."""
    optimizer = spec.training.optimizer
    return with_training(spec, optimizer=optimizer.model_copy(update={"config": {**optimizer.config, **config}}))


def with_preprocess(
    spec: ResolvedSpec, train: Sequence[Operation], validation: Sequence[Operation] | None = None
) -> ResolvedSpec:
    """The spec with other preprocessing; validation gets what training gets unless it is given its own."""
    held_out = train if validation is None else validation
    return with_dataset(spec, preprocess=SplitPreprocess(train=tuple(train), validation=tuple(held_out)))


def with_last_operation(spec: ResolvedSpec, operation: Operation) -> ResolvedSpec | None:
    """The spec with one more step at the end of both splits' preprocessing; None where it is the last step already."""
    before = spec.dataset.preprocess
    if before.train[-1:] == before.validation[-1:] == (operation,):
        return None
    return with_preprocess(spec, (*before.train, operation), (*before.validation, operation))
