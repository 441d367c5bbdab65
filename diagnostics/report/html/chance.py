"""The loss of the best answer that ignores the input, where it compares with the loss that was trained on."""

from __future__ import annotations

import math

from diagnostics.observations import Score
from diagnostics.report.model import Report, ReportedTrial

_SQUARED_ERRORS = ("mse", "meansquarederror")


def chance_loss(report: Report, trial: ReportedTrial) -> float | None:
    """The chance loss of the probe set, or None where the user's loss function measures something else."""
    if not _is_comparable(report):
        return None
    scores = (snapshot.train for snapshot in reversed(trial.snapshots))
    return next((score.chance_loss for score in scores if _is_loss(score)), None)


def _is_comparable(report: Report) -> bool:
    """Log loss for classes, squared error of a single quantity: what probes score by (see `probes/scores.py`)."""
    loss = report.spec.training.loss.class_name.replace("_", "").lower()
    facts = report.dataset
    if report.spec.training.class_weight is not None:
        return False  # the probes divide by the weights' sum, the loss by the number of samples
    if facts is not None and facts.task == "regression":
        return loss in _SQUARED_ERRORS and math.prod(facts.target_shape or ()) == 1
    return loss.endswith("crossentropy") and not (facts is not None and facts.task == "multilabel")


def _is_loss(score: Score) -> bool:
    """Finite, and no share of wrong answers, which stands in where the answers are no probabilities."""
    if not math.isfinite(score.chance_loss):
        return False
    return score.chance_accuracy is None or not math.isclose(score.chance_loss, 1 - score.chance_accuracy)
