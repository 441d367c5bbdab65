"""SPC120."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Data
from diagnostics.findings import Finding
from diagnostics.fixes.output_activation import OutputActivation
from diagnostics.graph.answers import Answer, answers
from diagnostics.observations import DatasetFacts
from diagnostics.rules.rule import Rule
from diagnostics.rules.spc.target_range import excess, leaves
from diagnostics.rules.symptoms import STUCK

_RANGES = {
    **dict.fromkeys(("sigmoid", "hard_sigmoid", "softmax", "sparsemax", "sparse_sigmoid"), (0.0, 1.0)),
    **dict.fromkeys(("tanh", "hard_tanh", "softsign"), (-1.0, 1.0)),
    **dict.fromkeys(("relu", "softplus", "exponential", "squareplus", "sparse_plus"), (0.0, math.inf)),
    "relu6": (0.0, 6.0),
}


@dataclass(frozen=True)
class OutputRangeMismatch(Rule[Data]):
    """A regression's output that cannot reach its targets.

    ## Why it matters
    A sigmoid answers between 0 and 1. Asked for house prices it sits at 1, where its gradient vanishes, and nothing is
    learned but that. A ReLU asked for negative values answers 0 for those, with no gradient at all.

    ## How it is measured
    For regressions, the range of the last activation before the output is held against the training targets:
    - values within a range have a variance of at most (high - mean)(mean - low). A larger variance, or a mean outside,
      proves that the targets at large lie beyond: an error;
    - otherwise a target `max_excess` standard deviations or more beyond the range: a warning.

    ## Known limits
    A warning may be due to a single outlier. A bounded output is right where the targets keep to its bounds, as in an
    autoencoder of scaled images.

    ## Sources
    Bhatia and Davis 2000, A Better Bound on the Variance, American Mathematical Monthly 107(4). Bishop 2006, Pattern
    Recognition and Machine Learning, section 5.1: linear output units for regression.
    """

    code = "SPC120"
    name = "output-range-mismatch"
    fixes = (OutputActivation,)
    explains = (*STUCK, "INI303", "INI305", "INI308", "GEN603", "TRN402", "TRN410", "DAT211")
    blame = 0.95

    max_excess: float = 1.0

    def check(self, seen: Data) -> Iterator[Finding]:
        """At most one finding for each output."""
        if seen.facts.task != "regression":
            return
        for answer in answers(seen.graph):
            bounds = _RANGES.get(answer.activation)
            constant = answer.activation == "softmax" and answer.units == 1  # that is SPC105's
            if bounds is None or constant:
                continue
            proven, beyond = leaves(seen.facts, *bounds), excess(seen.facts, *bounds)
            if proven or (beyond is not None and beyond >= self.max_excess):
                yield self._finding(seen.facts, answer, bounds, beyond, certain=bool(proven))

    def _finding(
        self, known: DatasetFacts, answer: Answer, bounds: tuple[float, float], beyond: float | None, *, certain: bool
    ) -> Finding:
        low, high = bounds
        mean, std = known.target_mean or 0.0, math.sqrt(known.target_variance or 0.0)
        farthest = f", up to {beyond:.2g} of these away" if beyond else ""
        return Finding(
            code=self.code,
            name=self.name,
            severity="error" if certain else "warning",
            confidence=0.95,
            message=f"{answer.shaper.class_name} '{answer.shaper.name}' answers with a {answer.activation}, between "
            f"{low:g} and {high:g}; targets lie beyond that (mean {mean:.3g}, standard deviation {std:.3g}{farthest})",
            at=(answer.pointer,),
            layer=answer.shaper.name,
            evidence={
                "activation": answer.activation,
                "lowest_answer": low,
                "highest_answer": high,
                "target_mean": known.target_mean,
                "target_std": std,
                "farthest_beyond": beyond,
            },
            blame=None if certain else 0.8,
        )
