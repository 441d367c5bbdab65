"""GEN604."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Trained
from diagnostics.findings import Finding
from diagnostics.rules.margins import beats_chance
from diagnostics.rules.rule import Rule


@dataclass(frozen=True)
class ValidationBetterThanTraining(Rule[Trained]):
    """Held-out data on which the network does clearly better than on its training data.

    ## Why it matters
    A fair held-out set is at best as easy as the training set. One that is easier measures something else: few classes,
    easy samples, copies of what is learned best, or labels that are cleaner. The figure it gives is too good.

    ## How it is measured
    On fixed samples of both splits, both in inference mode and without augmentation, so that dropout and augmentation
    are not what makes the difference. The share of the chance loss that the network takes away is larger on held-out
    data by `errors` standard errors and by at least `min_difference`; an info, and a warning from `large_difference`
    on. Needs a held-out gain of `errors` standard errors and `min_samples` samples of each split.

    ## Known limits
    Each share is taken against the split's own labels, so a split with few classes is not easier for that alone. Where
    the training labels are noisy and the held-out ones were cleaned, the difference is meant.

    ## Sources
    Keras documentation, FAQ, Why is my training loss much higher than my testing loss? Kaufman et al. 2012, Leakage in
    Data Mining.
    """

    code = "GEN604"
    name = "validation-better-than-training"
    is_state = True

    errors: float = 3.0
    min_difference: float = 0.1
    large_difference: float = 0.3
    min_samples: int = 32

    def check(self, seen: Trained) -> Iterator[Finding]:
        """One finding for the trial."""
        train, held_out = seen.end.train, seen.end.validation
        if held_out is None or min(train.samples, held_out.samples) < self.min_samples:
            return
        if not beats_chance(held_out, self.errors) or not train.chance_loss > 0 or not held_out.chance_loss > 0:
            return
        learned, carried = train.gain / train.chance_loss, held_out.gain / held_out.chance_loss
        error = math.hypot(train.gain_error / train.chance_loss, held_out.gain_error / held_out.chance_loss)
        difference = carried - learned
        if not difference > self.errors * error or difference < self.min_difference:
            return
        yield Finding(
            code=self.code,
            name=self.name,
            severity="warning" if difference >= self.large_difference else "info",
            confidence=0.9,
            message=f"without dropout or augmentation the held-out loss is {held_out.loss:.3g} and the training loss "
            f"{train.loss:.3g} (chance is {held_out.chance_loss:.3g} and {train.chance_loss:.3g}): the held-out data "
            "are easier than what is trained on",
            at=("/dataset/validation",),
            step=seen.end.step,
            evidence={
                "loss": held_out.loss,
                "train_loss": train.loss,
                "chance_loss": held_out.chance_loss,
                "train_chance_loss": train.chance_loss,
                "difference": difference,
                "error": error,
                "accuracy": held_out.accuracy,
                "train_accuracy": train.accuracy,
            },
        )
