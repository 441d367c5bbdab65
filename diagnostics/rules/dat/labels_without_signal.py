"""DAT209."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isnan

from diagnostics.evidence import Data
from diagnostics.findings import Finding
from diagnostics.observations import SignalTest
from diagnostics.rules.rule import Rule
from diagnostics.rules.symptoms import STUCK


@dataclass(frozen=True)
class LabelsWithoutSignal(Rule[Data]):
    """Nothing in the inputs tells the labels: they may be shuffled, or paired with the wrong samples.

    ## Why it matters
    A network can then only learn the labels by heart. Training accuracy may rise in time, held-out figures stay at
    chance, and no change of the network or its training helps.

    ## How it is measured
    Only where a network does not learn, or does not carry over. Four plain models (ridge, nearest neighbours, quadratic
    kernel, trees) and their mean answer for samples that they were not fitted on, from simple features (thumbnails,
    colours, edges, frequencies, word counts, the numbers themselves). Where training samples are few, held-out ones are
    asked about as well. The best result is compared with 999 shuffles of the labels. A finding where luck does as well
    with a probability of at least `min_p_value`, and where the result rules out, 95 times in 100, that the best model
    tells the labels with an area under the curve above 0.62 (quantities: a rank correlation above 0.2), on
    `min_samples` samples or more. In between the test abstains. Quantities that never vary are a finding at once.

    ## Known limits
    Plain models miss what only learned features show, such as a small object anywhere in the image or the parity of
    several columns; hence the modest confidence. A signal below what the test rules out may still be there.

    ## Sources
    Zhang et al. 2017, Understanding deep learning requires rethinking generalization, arXiv:1611.03530. Ojala and
    Garriga 2010, Permutation Tests for Studying Classifier Performance, JMLR 11.
    """

    code = "DAT209"
    name = "labels-without-signal"
    explains = (*STUCK, "GEN601", "GEN602", "OUT502", "TRN414")
    blame = 0.9

    min_samples: int = 200
    min_p_value: float = 0.02

    def check(self, seen: Data) -> Iterator[Finding]:
        """One finding for the labels."""
        yield from self._from_constant(seen)
        test = seen.facts.signal
        if test is None or test.says != "none" or test.samples < self.min_samples or test.p_value < self.min_p_value:
            return
        measure = "rank correlation" if seen.facts.task == "regression" else "area under the curve"
        yield Finding(
            code=self.code,
            name=self.name,
            severity="error",
            confidence=0.85,
            message=f"plain models tell the labels of {test.samples:,} samples no better than luck ({measure} "
            f"{test.statistic:.3f}, on shuffled labels {test.chance:.3f}{_bound(test)})",
            at=("/dataset/labels", "/dataset"),
            evidence={
                "statistic": test.statistic, "chance": test.chance, "p_value": test.p_value,
                "detectable": test.detectable, "at_most": test.at_most, "samples": test.samples, "method": test.method,
            },
        )  # fmt: skip

    def _from_constant(self, seen: Data) -> Iterator[Finding]:
        targets = seen.facts.train.targets
        if targets is None or not targets.columns or any(column.std != 0 for column in targets.columns):
            return
        yield Finding(
            code=self.code,
            name=self.name,
            severity="error",
            confidence=1.0,
            message="every training sample has the same target: there is nothing to learn",
            at=("/dataset/labels", "/dataset"),
            evidence={"mean": targets.values.mean, "std": 0.0},
        )


def _bound(test: SignalTest) -> str:
    return "" if isnan(test.at_most) else f"; more than {test.at_most:.3f} is ruled out"
