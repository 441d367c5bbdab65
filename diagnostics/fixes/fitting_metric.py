"""A metric that measures what is trained."""

from __future__ import annotations

from typing import ClassVar

from diagnostics.fixes.fix import Clues, Fix
from diagnostics.fixes.settings import with_training
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec

_OF_QUANTITIES = "mean_absolute_error"
_OF_CLASSES = "accuracy"  # compile chooses the accuracy that fits loss and shapes
_CLASS_LOSSES = ("Crossentropy", "CrossEntropy", "Hinge", "KLDivergence")


class FittingMetric(Fix):
    """The metrics that findings name give way to the mean absolute error of quantities, or to the plain accuracy."""

    name = "fitting-metric"
    title = "Measure what the network is trained for"
    why = (
        "The metric that was asked for compares what cannot be compared, so its value tells nothing. The training "
        "itself stays as it is."
    )
    safety: ClassVar[Safety] = "safe"

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:
        """The spec with other metrics, or None where none of its metrics is named."""
        named = {finding.evidence.get("metric") for finding in clues.findings}
        asked = spec.training.metrics
        of_classes = spec.training.loss.class_name.endswith(_CLASS_LOSSES)
        fitting = _OF_CLASSES if of_classes else _OF_QUANTITIES
        metrics = tuple(dict.fromkeys(fitting if metric in named else metric for metric in asked))
        return None if metrics == asked else with_training(spec, metrics=metrics)
