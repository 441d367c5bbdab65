"""Whether the network's answers are better than ignoring the input."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from diagnostics.data.raw import Array
from diagnostics.observations import Score
from diagnostics.probes.outputs import Floats, class_probabilities

Indices = NDArray[np.int64]
_SMALLEST = 1e-7  # Keras clips probabilities here too


def score(
    answers: Floats,
    logits: Floats,
    from_logits: bool,
    targets: Array,
    classes: Indices | None,
    class_weight: Mapping[int, float] | None = None,
) -> Score:
    """The score of answers `(samples, …)` in the measure that fits them; weighted as the training is."""
    if classes is None:
        return answer_score(answers, targets)
    probabilities = class_probabilities(answers, logits, from_logits)
    if probabilities is None:
        return right_answer_score(answers.reshape(len(answers), -1), classes)
    return class_score(probabilities, classes, class_weight)


def class_score(probabilities: Floats, classes: Indices, class_weight: Mapping[int, float] | None = None) -> Score:
    """Log loss against the entropy of the probe set's own labels, which no constant answer can beat.

    With class weights both are weighted: a network trained to name rare classes is not held to their shares.
    """
    weights = np.ones(len(classes))
    for label, weight in (class_weight or {}).items():
        weights[classes == label] = weight
    known = classes < probabilities.shape[1]
    given = np.where(known, probabilities[np.arange(len(classes)), np.where(known, classes, 0)], 0.0)
    weighted_shares = np.bincount(classes, weights) / weights.sum()
    losses, chance = -np.log(np.clip(given, _SMALLEST, None)), -np.log(weighted_shares[classes])
    right = probabilities.argmax(axis=1) == classes
    shares = np.bincount(classes) / len(classes)
    return _score(losses, chance, float(right.mean()), float(shares.max()), weights)


def answer_score(answers: Floats, targets: Array) -> Score:
    """Squared error against the mean target, summed over outputs."""
    flat, wanted = answers.reshape(len(answers), -1), targets.reshape(len(targets), -1).astype(np.float64)
    if flat.shape[1] != wanted.shape[1]:
        flat = np.broadcast_to(flat[:, :1], wanted.shape)
    return _score(((flat - wanted) ** 2).sum(axis=1), ((wanted - wanted.mean(axis=0)) ** 2).sum(axis=1))


def right_answer_score(answers: Floats, classes: Indices) -> Score:
    """For answers that are no probabilities: the share of wrong answers against always naming the commonest class."""
    named = answers.argmax(axis=1) if answers.shape[1] > 1 else (answers[:, 0] > 0.5).astype(np.int64)
    shares = np.bincount(classes) / len(classes)
    wrong, chance = (named != classes).astype(np.float64), (classes != shares.argmax()).astype(np.float64)
    return _score(wrong, chance, float(1 - wrong.mean()), float(shares.max()))


def _score(
    losses: Floats,
    chance: Floats,
    accuracy: float | None = None,
    majority: float | None = None,
    weights: Floats | None = None,
) -> Score:
    gains: Floats = chance - losses
    samples = len(gains)
    shares = np.full(samples, 1 / samples) if weights is None else weights / weights.sum()
    gain = math.fsum(shares * gains)  # exact: NumPy's sum differs in its last digit with where the array lies
    unbiased = samples / (samples - 1) if samples > 1 else float("inf")
    return Score(
        samples=samples,
        loss=math.fsum(shares * losses),
        chance_loss=math.fsum(shares * chance),
        gain=gain,
        gain_error=math.sqrt(unbiased * math.fsum(shares**2 * (gains - gain) ** 2)) if samples > 1 else float("inf"),
        accuracy=accuracy,
        chance_accuracy=majority,
    )
