"""SPC119."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Declared
from diagnostics.findings import Finding
from diagnostics.rules.rule import Rule


@dataclass(frozen=True)
class NoValidation(Rule[Declared]):
    """Nothing is held out from the training.

    ## Why it matters
    A training loss that falls may mean learning or learning by heart. Without held-out data the two look alike, and
    neither early stopping nor a falling learning rate has anything to watch.

    ## How it is measured
    The job declares no validation split: `dataset.validation` is null.

    ## Known limits
    Held-out data that are evaluated elsewhere, after the run, cannot be seen. Says nothing about how good a split is.

    ## Sources
    Goodfellow, Bengio and Courville 2016, Deep Learning, section 5.3, on hyperparameters and validation sets.
    """

    code = "SPC119"
    name = "no-validation"
    blame = 0.01

    def check(self, seen: Declared) -> Iterator[Finding]:
        """One finding for the dataset."""
        if seen.spec.dataset.validation is None:
            yield Finding(
                code=self.code,
                name=self.name,
                severity="info",
                confidence=1.0,
                message="no data are held out, so overfitting cannot be seen in this run",
                at=("/dataset/validation",),
            )
