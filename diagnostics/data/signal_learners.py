"""Plain models that answer for samples they were not fitted on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor

from diagnostics.data.split import Indices

Floats = NDArray[np.float64]
Weights = NDArray[np.float32]
Model = Callable[[Floats, Floats], Floats]
_FOREST: Mapping[str, Any] = {
    "n_estimators": 40,
    "min_samples_leaf": 3,
    "max_features": "sqrt",
    "n_jobs": 1,
    "random_state": 0,
}
_PAIRED = 32  # features whose products are looked at


def weights(features: Floats, folds: Indices) -> Mapping[str, Weights]:
    """How much each model lets each sample say about each `(samples, samples)`, 0 within a fold.

    A model's answers are these times whatever is to be told: a shuffled truth needs no new fit.
    """
    models: Mapping[str, Model] = {"ridge": _ridge, "nearest neighbours": _neighbours, "quadratic kernel": _kernel}
    given = {name: np.zeros((len(features), len(features)), np.float32) for name in models}
    for fold in np.unique(folds):
        inside, outside = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        for name, model in models.items():
            found = model(features[inside], features[outside])
            given[name][np.ix_(outside, inside)] = found - found.mean(axis=1, keepdims=True)  # around the mean truth
    return given


def trees(features: Floats, wanted: Floats, folds: Indices) -> Floats:
    """What randomised trees, which find thresholds and their combinations, say about each fold after the others.

    `wanted` is `(samples, outputs)`: rows of zeros and ones, or quantities.
    """
    said = np.zeros_like(wanted)
    for fold in np.unique(folds):
        inside, outside = folds != fold, folds == fold
        said[outside] = _trees(features[inside], wanted[inside], features[outside])
    return said


def _ridge(known: Floats, asked: Floats) -> Floats:
    """A weighted sum of the features."""
    gram = known.T @ known
    gram[np.diag_indices_from(gram)] += 0.1 * len(known)
    return np.asarray(asked @ np.linalg.solve(gram, known.T))


def _neighbours(known: Floats, asked: Floats) -> Floats:
    """A mean in which the tenth nearest sample weighs a third of one at the very place."""
    distances = np.maximum((known**2).sum(axis=1) - 2 * asked @ known.T + (asked**2).sum(axis=1)[:, None], 0.0)
    count = max(1, min(10, len(known) // 10))
    reach = np.partition(distances, count - 1, axis=1)[:, count - 1, None]
    near = np.exp(-distances / np.maximum(reach, 1e-12))
    return np.asarray(near / near.sum(axis=1, keepdims=True))


def _kernel(known: Floats, asked: Floats) -> Floats:
    """Ridge regression on the products of the features that vary together most: what only pairs of them tell."""
    known, asked = _principal(known, asked)
    scale = 1.0 / known.shape[1]
    gram = (known @ known.T * scale + 1) ** 2
    gram[np.diag_indices_from(gram)] += 1.0
    return np.asarray(np.linalg.solve(gram, (known @ asked.T * scale + 1) ** 2).T)


def _principal(known: Floats, asked: Floats) -> tuple[Floats, Floats]:
    if known.shape[1] <= _PAIRED:
        return known, asked
    _, vectors = np.linalg.eigh(known.T @ known)
    axes = vectors[:, -_PAIRED:]
    inside, outside = known @ axes, asked @ axes
    spread = inside.std(axis=0) + 1e-12
    return inside / spread, outside / spread


def _trees(known: Floats, wanted: Floats, asked: Floats) -> Floats:
    is_one_hot = bool(np.isin(wanted, (0, 1)).all()) and bool((wanted.sum(axis=1) == 1).all())
    if not is_one_hot:
        fitted = ExtraTreesRegressor(**_FOREST).fit(known, wanted[:, 0] if wanted.shape[1] == 1 else wanted)
        return np.asarray(fitted.predict(asked)).reshape(len(asked), -1)
    fitted = ExtraTreesClassifier(**_FOREST).fit(known, wanted.argmax(axis=1))
    said = np.zeros((len(asked), wanted.shape[1]))
    said[:, fitted.classes_] = fitted.predict_proba(asked)
    return said
