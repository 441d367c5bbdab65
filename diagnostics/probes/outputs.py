"""What the network answers over the probe set."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from diagnostics.observations import OutputSnapshot

Floats = NDArray[np.float64]


def output_snapshot(logits: Floats, probabilities: Floats | None, *, multilabel: bool = False) -> OutputSnapshot:
    """Spread of the logits `(samples, outputs)` and, for classes or labels, of the probabilities `(samples, classes)`.

    With several labels an input, the spread of the probabilities is that of the label that differs most.
    """
    spread = float((logits - logits[0]).std(axis=0).mean())
    if probabilities is None:
        return OutputSnapshot(logit_spread=spread)
    if multilabel:
        counts = (probabilities > 0.5).sum(axis=0)
        deviation = float((probabilities - probabilities[0]).std(axis=0).max())
    else:
        counts = np.bincount(probabilities.argmax(axis=1), minlength=probabilities.shape[1])
        top = probabilities.max(axis=1)
        deviation = float((top - top[0]).std())
    return OutputSnapshot(logit_spread=spread, top_probability_std=deviation, predicted=tuple(map(int, counts)))


def class_probabilities(answers: Floats, logits: Floats, from_logits: bool) -> Floats | None:
    """Probabilities `(samples, classes)` as the loss would read them, or None where the answers are none.

    One output is the probability of class 1. Rows add up to 1 in float64, so that answers which are uniform but for
    float32's rounding are not taken for better than chance.
    """
    if answers.ndim != 2 or not np.isfinite(answers).all():
        return None
    if answers.shape[1] == 1:
        positive = label_probabilities(answers, logits, from_logits)
        return None if positive is None else np.hstack([1 - positive, positive])
    if from_logits:
        powers: Floats = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))
    totals = answers.sum(axis=1, keepdims=True)
    return answers / totals if answers.min() >= 0 and np.abs(totals - 1).max() < 1e-3 else None


def label_probabilities(answers: Floats, logits: Floats, from_logits: bool) -> Floats | None:
    """The probability of each label on its own `(samples, labels)`, or None where the answers are none."""
    if answers.ndim != 2 or not np.isfinite(answers).all():
        return None
    positive = 1 / (1 + np.exp(-np.clip(logits, -500, 500))) if from_logits else answers
    return None if positive.min() < 0 or positive.max() > 1 else positive
