"""DAT211."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Data
from diagnostics.findings import Finding
from diagnostics.fixes.target_scaling import TargetScaling
from diagnostics.graph.activations import own_activation
from diagnostics.graph.graph import Graph
from diagnostics.rules.rule import Rule
from diagnostics.rules.symptoms import BLOWN_UP, STUCK, UNSTABLE

_MEASURED_IN_UNITS = frozenset({"MeanSquaredError", "MeanAbsoluteError", "Huber", "LogCosh"})
_UNBOUNDED = frozenset({"linear", "relu", "leaky_relu", "prelu", "elu", "softplus", "selu"})


@dataclass(frozen=True)
class UnscaledTarget(Rule[Data]):
    """Quantities to predict that are far from unit size.

    ## Why it matters
    A new network answers around zero in steps of about one. With squared errors, targets in the thousands make the
    first gradients as many times too large: plain gradient descent diverges, and optimisers that normalise the
    gradient creep for thousands of steps before the mean alone is reached. Targets far below one drown in the noise of
    the steps.

    ## How it is measured
    Over all training targets, the column with the largest |mean| or standard deviation. A warning above `max_size`, an
    error above `severe_size`, where the loss is measured in the target's own units (squared or absolute error, Huber,
    log-cosh) and the output is not bounded. A warning where the largest is below `min_size` as well.

    ## Known limits
    What the network does to its answer after the last kernel is not computed; a Rescaling or Normalization there
    silences the rule. Optimisers without normalisation suffer much earlier under squared errors. Bounded outputs that
    cannot reach such targets are another fault.

    ## Sources
    LeCun, Bottou, Orr and Müller 1998, Efficient BackProp, section 4.5. Chollet 2021, Deep Learning with Python,
    2nd edition, section 4.3.
    """

    code = "DAT211"
    name = "unscaled-target"
    fixes = (TargetScaling,)
    explains = (*STUCK, *BLOWN_UP, *UNSTABLE, "INI304", "INI306", "TRN409", "TRN414")
    is_risk = True
    blame = 0.7

    max_size: float = 100.0
    severe_size: float = 1e4
    min_size: float = 0.01

    def check(self, seen: Data) -> Iterator[Finding]:
        """One finding for the targets."""
        targets = seen.facts.train.targets
        if targets is None or seen.spec.training.loss.class_name not in _MEASURED_IN_UNITS or not _is_free(seen.graph):
            return
        known = [each for each in targets.columns if math.isfinite(each.mean) and math.isfinite(each.std)]
        if not known:
            return
        worst = max(known, key=lambda each: max(abs(each.mean), each.std))
        size = max(abs(worst.mean), worst.std)
        if not (size > self.max_size or 0 < size < self.min_size):
            return
        large = size > self.max_size
        yield Finding(
            code=self.code,
            name=self.name,
            severity="error" if size > self.severe_size else "warning",
            confidence=0.95 if size > self.severe_size else 0.8,
            message=f"targets have mean {worst.mean:.3g} and standard deviation {worst.std:.3g}, "
            f"{'far more' if large else 'far less'} than the size of about 1 that a new network answers with",
            at=("/dataset/labels",),
            evidence={
                "mean": worst.mean, "std": worst.std, "minimum": worst.minimum, "maximum": worst.maximum,
                "fault": "too large" if large else "too small",
            },
            blame=None if large else 0.3,
        )  # fmt: skip


def _is_free(graph: Graph) -> bool:
    """Whether the output is made by layers that neither bound nor rescale it."""
    for name in graph.outputs:
        node = graph.by_name[name]
        while node.class_name in ("Activation", "Flatten", "Reshape", "Dropout") and len(node.inputs) == 1:
            if own_activation(node) not in _UNBOUNDED:
                return False
            node = graph.by_name[node.inputs[0]]
        if not node.has_kernel or own_activation(node) not in _UNBOUNDED:
            return False
    return True
