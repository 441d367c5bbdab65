"""Plain models that answer for samples they were not fitted on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor

from diagnostics.data.split import Indices

Floats = NDArray[np.float64]
Learner = Callable[[Floats, Floats, Floats], Floats]
_FOREST: Mapping[str, Any] = {
    "n_estimators": 40,
    "min_samples_leaf": 3,
    "max_features": "sqrt",
    "n_jobs": 1,
    "random_state": 0,
}
_PAIRED = 32  # features whose products are looked at


def answers(features: Floats, wanted: Floats, folds: Indices) -> Mapping[str, Floats]:
    """What each learner says `(samples, outputs)` about every fold after seeing the others.

    `wanted` is `(samples, outputs)`: rows of zeros and ones, or quantities.
    """
    learners: Mapping[str, Learner] = {
        "ridge": _ridge,
        "nearest neighbours": _neighbours,
        "quadratic kernel": _kernel,
        "trees": _trees,
    }
    said = {name: np.zeros_like(wanted) for name in learners}
    for fold in np.unique(folds):
        inside, outside = folds != fold, folds == fold
        for name, learner in learners.items():
            said[name][outside] = learner(features[inside], wanted[inside], features[outside])
    return said


def _ridge(known: Floats, wanted: Floats, asked: Floats) -> Floats:
    """A weighted sum of the features."""
    middle = wanted.mean(axis=0)
    gram = known.T @ known
    gram[np.diag_indices_from(gram)] += 0.1 * len(known)
    return np.asarray(asked @ np.linalg.solve(gram, known.T @ (wanted - middle)))


def _neighbours(known: Floats, wanted: Floats, asked: Floats) -> Floats:
    """The mean over the nearest samples."""
    distances = (known**2).sum(axis=1) - 2 * asked @ known.T
    count = max(1, min(10, len(known) // 10))
    nearest = np.argpartition(distances, count, axis=1)[:, :count]
    return np.asarray(wanted[nearest].mean(axis=1))


def _kernel(known: Floats, wanted: Floats, asked: Floats) -> Floats:
    """Ridge regression on the products of the features that vary together most: what only pairs of them tell."""
    known, asked = _principal(known, asked)
    middle = wanted.mean(axis=0)
    scale = 1.0 / known.shape[1]
    gram = (known @ known.T * scale + 1) ** 2
    gram[np.diag_indices_from(gram)] += 1.0
    return np.asarray((asked @ known.T * scale + 1) ** 2 @ np.linalg.solve(gram, wanted - middle))


def _principal(known: Floats, asked: Floats) -> tuple[Floats, Floats]:
    if known.shape[1] <= _PAIRED:
        return known, asked
    _, vectors = np.linalg.eigh(known.T @ known)
    axes = vectors[:, -_PAIRED:]
    inside, outside = known @ axes, asked @ axes
    spread = inside.std(axis=0) + 1e-12
    return inside / spread, outside / spread


def _trees(known: Floats, wanted: Floats, asked: Floats) -> Floats:
    """Randomised trees, which find thresholds and their combinations."""
    is_one_hot = bool(np.isin(wanted, (0, 1)).all()) and bool((wanted.sum(axis=1) == 1).all())
    if not is_one_hot:
        fitted = ExtraTreesRegressor(**_FOREST).fit(known, wanted[:, 0] if wanted.shape[1] == 1 else wanted)
        return np.asarray(fitted.predict(asked)).reshape(len(asked), -1)
    fitted = ExtraTreesClassifier(**_FOREST).fit(known, wanted.argmax(axis=1))
    said = np.zeros((len(asked), wanted.shape[1]))
    said[:, fitted.classes_] = fitted.predict_proba(asked)
    return said
