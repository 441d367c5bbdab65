"""Scores against chance, by so many of their standard errors. Figures that are not numbers never count."""

from __future__ import annotations

import math

from diagnostics.observations import Score


def beats_chance(score: Score, errors: float, share: float = 0.0) -> bool:
    """Whether the gain is surely above zero, and at least that share of the chance loss."""
    return score.gain > errors * score.gain_error and score.gain >= share * score.chance_loss


def falls_short_of_chance(score: Score, errors: float) -> bool:
    """Whether the gain is surely below zero: sure of itself, and wrong."""
    return score.gain < -errors * score.gain_error and score.gain < 0


def gains_less_than(score: Score, most: float, errors: float) -> bool:
    """Whether the gain is surely below `most`."""
    return score.gain + errors * score.gain_error < most


def names_classes(score: Score, errors: float) -> bool:
    """Whether more answers are surely right than by always naming the commonest class."""
    return accuracy_gain(score) > errors * accuracy_error(score)


def accuracy_gain(score: Score) -> float:
    """Accuracy above that of always naming the commonest class; 0 where there are no classes."""
    if score.accuracy is None or score.chance_accuracy is None:
        return 0.0
    return score.accuracy - score.chance_accuracy


def accuracy_error(score: Score) -> float:
    """The standard error of an accuracy at chance."""
    share = score.chance_accuracy or 0.0
    return math.sqrt(max(share * (1 - share), 0.0) / max(score.samples, 1))
