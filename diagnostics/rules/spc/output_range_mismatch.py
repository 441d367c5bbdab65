"""SPC120."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Data
from diagnostics.findings import Finding
from diagnostics.rules.rule import Rule
from diagnostics.rules.spc.answers import answers
from diagnostics.rules.spc.target_range import leaves
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
    For regressions: the range of the last activation before the output against the targets' mean and variance. Values
    within a range have a variance of at most (high - mean)(mean - low), so that a larger one, or a mean outside, proves
    that targets lie beyond it.

    ## Known limits
    A few targets beyond the range are not seen: mean and variance cannot show them. A bounded output is right where the
    targets keep to its bounds, as in an autoencoder of scaled images.

    ## Sources
    Bhatia and Davis 2000, A Better Bound on the Variance, American Mathematical Monthly 107(4). Bishop 2006, Pattern
    Recognition and Machine Learning, section 5.1: linear output units for regression.
    """

    code = "SPC120"
    name = "output-range-mismatch"
    explains = (*STUCK, "INI303", "INI305", "INI308", "GEN603", "TRN402", "TRN410", "DAT211")
    blame = 0.95

    def check(self, seen: Data) -> Iterator[Finding]:
        """At most one finding, for the one output."""
        known = seen.facts
        for answer in answers(seen.graph):
            bounds = _RANGES.get(answer.activation)
            constant = answer.activation == "softmax" and answer.units == 1  # that is SPC105's
            if known.task != "regression" or bounds is None or constant or not leaves(known, *bounds):
                continue
            low, high = bounds
            spread = math.sqrt(known.target_variance or 0.0)
            yield Finding(
                code=self.code,
                name=self.name,
                severity="error",
                confidence=0.95,
                message=f"{answer.shaper.class_name} '{answer.shaper.name}' answers with a {answer.activation}, "
                f"between {low:g} and {high:g}; the targets go beyond that (mean {known.target_mean:.3g}, "
                f"standard deviation {spread:.3g})",
                at=(answer.pointer,),
                layer=answer.shaper.name,
                evidence={
                    "activation": answer.activation,
                    "lowest_answer": low,
                    "highest_answer": high,
                    "target_mean": known.target_mean,
                    "target_std": spread,
                },
            )
