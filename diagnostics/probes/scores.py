"""Whether the network's answers are better than ignoring the input, and better than before training."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from diagnostics.data.raw import Array
from diagnostics.observations import Score
from diagnostics.probes.outputs import Floats

Indices = NDArray[np.int64]
_SMALLEST = 1e-7  # Keras clips probabilities here too
ALL = slice(None)  # of a sample


@dataclass(frozen=True)
class Losses:
    """The loss of each sample `(samples,)`, that of the best constant answer, and how much each sample weighs."""

    measure: str
    losses: Floats
    chance: Floats
    weights: Floats
    accuracy: float | None = None
    chance_accuracy: float | None = None


def class_losses(probabilities: Floats, classes: Indices, class_weight: Mapping[int, float] | None = None) -> Losses:
    """Log loss of `(samples, classes)` against the entropy of the probe set's own labels, the best of constant answers.

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
    return Losses("log loss", losses, chance, weights, float(right.mean()), float(shares.max()))


def label_losses(probabilities: Floats, targets: Array) -> Losses:
    """Log loss of `(samples, labels)`, summed over labels; accuracy counts each label of each sample."""
    shares = targets.mean(axis=0)
    right = (probabilities > 0.5) == (targets > 0.5)
    majority = np.maximum(shares, 1 - shares).mean()
    losses, chance = _log_losses(probabilities, targets), _log_losses(np.broadcast_to(shares, targets.shape), targets)
    return Losses("label loss", losses, chance, np.ones(len(targets)), float(right.mean()), float(majority))


def answer_losses(answers: Floats, targets: Array) -> Losses:
    """Squared error against the mean target, summed over outputs."""
    flat, wanted = answers.reshape(len(answers), -1), targets.reshape(len(targets), -1).astype(np.float64)
    if flat.shape[1] != wanted.shape[1]:
        flat = np.broadcast_to(flat[:, :1], wanted.shape)
    chance = ((wanted - wanted.mean(axis=0)) ** 2).sum(axis=1)
    return Losses("squared error", ((flat - wanted) ** 2).sum(axis=1), chance, np.ones(len(targets)))


def right_answer_losses(answers: Floats, classes: Indices, threshold: float = 0.5) -> Losses:
    """For answers that are no probabilities: the share of wrong answers against always naming the commonest class.

    One output above `threshold` names class 1.
    """
    named = answers.argmax(axis=1) if answers.shape[1] > 1 else (answers[:, 0] > threshold).astype(np.int64)
    shares = np.bincount(classes) / len(classes)
    wrong, chance = (named != classes).astype(np.float64), (classes != shares.argmax()).astype(np.float64)
    return Losses("wrong answers", wrong, chance, np.ones(len(classes)), float(1 - wrong.mean()), float(shares.max()))


def score(now: Losses, start: Losses | None = None, part: slice = ALL) -> Score:
    """The score, and the progress since `start` where that was measured alike; `now` is of this part of `start`."""
    gain, gain_error = _mean(now.chance - now.losses, now.weights)
    progress, progress_error = None, None
    if start is not None and start.measure == now.measure:
        progress, progress_error = _mean(start.losses[part] - now.losses, now.weights)
    return Score(
        samples=len(now.losses),
        loss=_mean(now.losses, now.weights)[0],
        chance_loss=_mean(now.chance, now.weights)[0],
        gain=gain,
        gain_error=gain_error,
        progress=progress,
        progress_error=progress_error,
        accuracy=now.accuracy,
        chance_accuracy=now.chance_accuracy,
    )


def _log_losses(probabilities: Floats, targets: Array) -> Floats:
    clipped = np.clip(probabilities, _SMALLEST, 1 - _SMALLEST)
    losses: Floats = -(targets * np.log(clipped) + (1 - targets) * np.log(1 - clipped)).sum(axis=1)
    return losses


def _mean(values: Floats, weights: Floats) -> tuple[float, float]:
    """The weighted mean and its standard error."""
    shares, samples = weights / weights.sum(), len(values)
    mean = math.fsum(shares * values)  # exact: NumPy's sum differs in its last digit with where the array lies
    if samples < 2:
        return mean, math.inf
    return mean, math.sqrt(samples / (samples - 1) * math.fsum(shares**2 * (values - mean) ** 2))
