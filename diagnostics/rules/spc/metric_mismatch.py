"""SPC115."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Declared
from diagnostics.findings import Finding
from diagnostics.fixes.fitting_metric import FittingMetric
from diagnostics.graph import keras_tables
from diagnostics.graph.answers import Answer, answers
from diagnostics.rules.rule import Rule
from diagnostics.spec.losses import BINARY_CROSS_ENTROPIES, DISTANCES, INDEX_LOSSES, ROW_CROSS_ENTROPIES

_BY_SHAPE = frozenset({"acc", "accuracy"})  # compile chooses the accuracy that fits the shapes
_SPARSE = frozenset({"SparseCategoricalAccuracy", "SparseCategoricalCrossentropy", "SparseTopKCategoricalAccuracy"})
_ROWS = frozenset({"CategoricalAccuracy", "CategoricalCrossentropy", "CategoricalHinge", "TopKCategoricalAccuracy"})
_YES_OR_NO = frozenset({
    *("AUC", "BinaryAccuracy", "BinaryCrossentropy", "F1Score", "FBetaScore", "FalseNegatives", "FalsePositives"),
    *("Precision", "PrecisionAtRecall", "Recall", "RecallAtPrecision", "SensitivityAtSpecificity"),
    *("SpecificityAtSensitivity", "TrueNegatives", "TruePositives"),
})  # fmt: skip
_GAPS = frozenset({
    *("KLDivergence", "LogCoshError", "MeanAbsoluteError", "MeanAbsolutePercentageError", "MeanSquaredError"),
    *("MeanSquaredLogarithmicError", "R2Score", "RootMeanSquaredError"),
})  # fmt: skip
_PROBABILITIES = frozenset({"sigmoid", "softmax", "hard_sigmoid", "sparse_sigmoid", "sparsemax"})


@dataclass(frozen=True)
class MetricMismatch(Rule[Declared]):
    """A metric that does not measure what the network is trained for.

    ## Why it matters
    The training may be in order and the figure on the screen nonsense: the accuracy of a regression stays at zero
    however good the answers are, and the binary accuracy of ten classes is .9 for a network that knows nothing.

    ## How it is measured
    Metrics are held against the loss and the output:
    - accuracy and other measures of classes under a regression loss, where one number without a sigmoid comes out, or
      the labels are declared to be floats;
    - under the sparse cross-entropy, metrics that compare number by number or with one-hot rows;
    - under a categorical cross-entropy, sparse metrics, and the binary accuracy of three classes or more;
    - under a binary cross-entropy of one unit, metrics that compare units with one another.
    The plain `accuracy` fits every classification, as Keras chooses by shapes.

    ## Known limits
    Says nothing about the training itself. The plain `accuracy` of several labels a sample compares the largest answer
    alone; that needs the data to see and is not reported.

    ## Sources
    Keras documentation, https://keras.io/api/metrics/; `get_metric` in Keras 3.15, keras/src/trainers/compile_utils.py,
    for how `accuracy` is chosen.
    """

    code = "SPC115"
    name = "metric-mismatch"
    fixes = (FittingMetric,)
    blame = 0.3

    def check(self, seen: Declared) -> Iterator[Finding]:
        """One finding for each metric at fault."""
        found = list(answers(seen.graph))
        if len(found) != 1 or len(seen.graph.outputs) != 1:
            return
        for position, metric in enumerate(seen.spec.training.metrics):
            class_name = "accuracy" if metric.lower() in _BY_SHAPE else keras_tables.class_of("metrics", metric)
            fault = _fault(class_name or "", found[0], seen)
            if fault is not None:
                yield Finding(
                    code=self.code,
                    name=self.name,
                    severity="warning",
                    confidence=0.9,
                    message=f"the metric {metric!r} {fault}, so its value says nothing about the training",
                    at=(f"/training/metrics/{position}",),
                    evidence={
                        "metric": metric,
                        "loss": seen.spec.training.loss.class_name,
                        "activation": found[0].activation,
                        "units": found[0].units,
                    },
                )


def _fault(metric: str, answer: Answer, seen: Declared) -> str | None:
    loss, units = seen.spec.training.loss.class_name, answer.units
    if loss in DISTANCES:
        return _of_quantities(metric, answer, seen)
    if loss in INDEX_LOSSES and metric in _ROWS | _YES_OR_NO | _GAPS and units != 1:
        return "compares class numbers with the probabilities of all classes, number by number"
    if loss in ROW_CROSS_ENTROPIES and metric in _SPARSE:
        return "takes class numbers, and the loss takes one-hot rows"
    if units == 1:
        several = loss in BINARY_CROSS_ENTROPIES and metric in _SPARSE | _ROWS
        return "looks for the largest of several answers, and there is but one" if several else None
    if metric == "BinaryAccuracy" and units is not None and units > 2 and _are_classes(loss, answer):
        return f"scores {units} yes-or-no answers a sample, and answering no to all is {1 - 1 / units:.0%} right"
    return None


def _of_quantities(metric: str, answer: Answer, seen: Declared) -> str | None:
    quantities = answer.activation not in _PROBABILITIES and (
        answer.units == 1 or seen.spec.dataset.labels.encoding == "float"
    )
    if not quantities or metric not in _SPARSE | _ROWS | _YES_OR_NO | {"accuracy"}:
        return None
    return f"counts right classes, and {seen.spec.training.loss.class_name} trains a quantity"


def _are_classes(loss: str, answer: Answer) -> bool:
    return loss in ROW_CROSS_ENTROPIES or (loss in BINARY_CROSS_ENTROPIES and answer.activation == "softmax")
