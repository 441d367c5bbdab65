"""The user's metrics, each on one batch alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import keras

_BY_SHAPE = {
    "accuracy": ("BinaryAccuracy", "SparseCategoricalAccuracy", "CategoricalAccuracy"),
    "crossentropy": ("BinaryCrossentropy", "SparseCategoricalCrossentropy", "CategoricalCrossentropy"),
}
_SHORT = {"acc": "accuracy", "ce": "crossentropy"}


Shape = Sequence[int | None]


def metrics(names: Sequence[str], targets: Shape, answers: Shape) -> dict[str, Any]:
    """A Keras metric for each name, made for targets and answers of these shapes `(batch, …)`.

    `accuracy` and `crossentropy` stand for what fits the shapes, by the rule that Keras's `compile` follows.
    """
    return {name: _metric(_SHORT.get(name, name), targets, answers) for name in names}


def batch_value(metric: Any, targets: Any, answers: Any) -> Any:
    """The metric over one batch, leaving its state as it was."""
    state = metric.stateless_update_state(metric.stateless_reset_state(), targets, answers)
    return metric.stateless_result(state)


def _metric(name: str, targets: Shape, answers: Shape) -> Any:
    if name not in _BY_SHAPE:
        found = keras.metrics.get(name)
        return found if isinstance(found, keras.metrics.Metric) else keras.metrics.MeanMetricWrapper(found, name=name)
    binary, sparse, categorical = _BY_SHAPE[name]
    if answers[-1] == 1:
        return getattr(keras.metrics, binary)()
    is_sparse = len(targets) < len(answers) or (len(targets) == len(answers) and targets[-1] == 1)
    return getattr(keras.metrics, sparse if is_sparse else categorical)()
