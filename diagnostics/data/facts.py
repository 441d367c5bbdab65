"""Facts about a dataset, from what is in memory already."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from diagnostics.data.labels import task_of
from diagnostics.data.raw import Array, Raw, evenly
from diagnostics.data.split import Indices
from diagnostics.observations import DatasetFacts, InputFacts, SplitFacts
from diagnostics.spec.training import KerasObject

_LOOKED_AT = 1024
_AT_ONCE = 64
_LISTED = 100


class Samples(Protocol):
    """The part of a split that facts are read from."""

    @property
    def targets(self) -> Array: ...

    @property
    def classes(self) -> Indices | None: ...

    def __len__(self) -> int: ...

    def batch(self, indices: Indices) -> tuple[Array, Array]: ...


def dataset_facts(raw: Raw, loss: KerasObject, train: Samples, validation: Samples | None) -> DatasetFacts:
    """Sizes, labels and input statistics of both splits. Raises DataError where preprocessing cannot apply."""
    first, _ = train.batch(np.arange(min(1, len(train))))
    targets = train.targets.astype(np.float64) if train.classes is None else None
    return DatasetFacts(
        format=raw.format,
        task=task_of(train.classes, loss),
        input_shape=first.shape[1:],
        classes=raw.classes or _numbered(train.classes),
        target_mean=None if targets is None else float(targets.mean()),
        target_variance=None if targets is None else float(targets.var()),
        train=_split_facts(train, raw.classes),
        validation=_split_facts(validation, raw.classes) if validation is not None else None,
        available=raw.available,
        unreadable=raw.unreadable[:_LISTED],
        unreadable_count=len(raw.unreadable),
    )


def _numbered(classes: Indices | None) -> tuple[str, ...] | None:
    return None if classes is None else tuple(str(label) for label in np.unique(classes))


def _split_facts(split: Samples, names: tuple[str, ...] | None) -> SplitFacts:
    counts = None
    if split.classes is not None:
        labels, sizes = np.unique(split.classes, return_counts=True)
        counts = {names[label] if names else str(label): int(size) for label, size in zip(labels, sizes, strict=True)}
    return SplitFacts(samples=len(split), label_counts=counts, inputs=_input_facts(split))


def _input_facts(split: Samples) -> InputFacts:
    """Statistics of the finite values, gathered a few inputs at a time: whole images in float64 take much memory."""
    looked_at = evenly(len(split), _LOOKED_AT)
    lowest, highest, count, seen = np.inf, -np.inf, 0, 0
    shift: float | None = None  # a first guess of the mean, so that the variance of off-centre values keeps its digits
    total = squares = 0.0
    for start in range(0, len(looked_at), _AT_ONCE):
        values = split.batch(looked_at[start : start + _AT_ONCE])[0]
        finite = values[np.isfinite(values)].astype(np.float64)
        seen += values.size
        if finite.size:
            shift = float(finite.mean()) if shift is None else shift
            lowest, highest = min(lowest, float(finite.min())), max(highest, float(finite.max()))
            finite -= shift
            count, total, squares = count + finite.size, total + float(finite.sum()), squares + float(finite @ finite)
    if shift is None:
        return InputFacts(minimum=np.nan, maximum=np.nan, mean=np.nan, std=np.nan, non_finite=seen)
    mean = total / count
    spread = float(np.sqrt(max(squares / count - mean * mean, 0.0)))
    return InputFacts(minimum=lowest, maximum=highest, mean=shift + mean, std=spread, non_finite=seen - count)
