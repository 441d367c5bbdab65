"""DAT207."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Data
from diagnostics.findings import Figure, Finding, Severity
from diagnostics.fixes.deduplicate import Deduplicate
from diagnostics.observations import InputFacts
from diagnostics.rules.rule import Rule
from diagnostics.rules.symptoms import NOT_CARRIED_OVER, STUCK


@dataclass(frozen=True)
class BlankSamples(Rule[Data]):
    """Training inputs that show nothing: one value throughout, or the same in every sample.

    ## Why it matters
    A blank sample has a label that nothing in it explains, so it adds noise to every batch. Where all samples are the
    same there is nothing to tell them apart by, and the network can only learn how frequent the classes are.

    ## How it is measured
    On up to 1,024 training inputs as they enter the network, at least `min_looked_at`. Blank is an input with one
    value throughout: a warning from `max_blank` of them on, an error from `severe_blank`. Features that no input
    changes are an error where they are all there is, and a warning where at least `max_constant` of them are. Of inputs
    with fewer than `min_features` numbers, but `few_features` or more, `severe_blank` of them are a warning.

    ## Known limits
    The border of centred images is constant in healthy data, and so is much of one-hot or padded input; hence the high
    `max_constant`. A black frame that is a class of its own is found as well.

    ## Sources
    Karpathy 2019, A Recipe for Training Neural Networks, step 1: become one with the data.
    """

    code = "DAT207"
    name = "blank-samples"
    fixes = (Deduplicate,)
    explains = (*STUCK, *NOT_CARRIED_OVER, "INI301", "INI308")
    blame = 0.5

    max_blank: float = 0.05
    severe_blank: float = 0.5
    max_constant: float = 0.95
    min_features: int = 16
    few_features: int = 4
    min_looked_at: int = 20

    def check(self, seen: Data) -> Iterator[Finding]:
        """One finding for blank samples or, where there are none, one for features without a spread."""
        inputs = seen.facts.train.inputs
        looked_at, features = inputs.looked_at or 0, inputs.features or 0
        if looked_at < self.min_looked_at or not features:
            return
        blank = (inputs.blank_samples or 0) / looked_at
        constant = (inputs.constant_features or 0) / features
        figures: dict[str, Figure] = {"blank_share": blank, "constant_share": constant, "looked_at": looked_at}
        if constant >= 1:
            message = f"all {looked_at:,} inputs looked at are the same: nothing tells them apart"
            yield self._finding(seen, "error", 0.99, message, figures, 0.95)
        elif features >= self.min_features and blank >= self.max_blank:
            severe = blank >= self.severe_blank
            severity: Severity = "error" if severe else "warning"
            yield self._finding(seen, severity, 0.95, _told(inputs, blank), figures, 0.8 if severe else 0.3)
        elif features >= self.few_features and blank >= self.severe_blank:
            yield self._finding(seen, "warning", 0.7, _told(inputs, blank), figures, 0.6)
        elif features >= self.min_features and constant >= self.max_constant:
            message = f"{constant:.1%} of the {features:,} numbers of an input never change in {looked_at:,} inputs"
            yield self._finding(seen, "warning", 0.8, message, figures, 0.3)

    def _finding(
        self, seen: Data, severity: Severity, confidence: float, message: str, evidence: dict[str, Figure], blame: float
    ) -> Finding:
        """At the preprocessing where the stored numbers still differ."""
        inputs, stored = seen.facts.train.inputs, seen.facts.train.raw
        lost_on_the_way = stored is not None and inputs.std == 0 and stored.values.std > 0
        return Finding(
            code=self.code,
            name=self.name,
            severity=severity,
            confidence=confidence,
            message=message,
            at=("/dataset/preprocess" if lost_on_the_way else "/dataset/location",),
            evidence=evidence,
            blame=blame,
        )


def _told(inputs: InputFacts, share: float) -> str:
    return f"{inputs.blank_samples:,} of {inputs.looked_at:,} inputs ({share:.0%}) have one value throughout"
