"""GEN601."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Trained
from diagnostics.findings import Finding
from diagnostics.fixes.augmentation import Augmentation
from diagnostics.fixes.dropout import Dropout
from diagnostics.fixes.early_stopping import EarlyStopping
from diagnostics.fixes.weight_decay import WeightDecay
from diagnostics.observations import Score
from diagnostics.rules.margins import beats_chance, falls_short_of_chance, names_classes
from diagnostics.rules.rule import Rule


@dataclass(frozen=True)
class Overfitting(Rule[Trained]):
    """A held-out loss that has risen above its best while the training loss went on falling.

    ## Why it matters
    From its best step on the network learns its training samples by heart. What it gives for new ones gets worse, and
    above all more certain than it has reason to be.

    ## How it is measured
    On fixed samples of both splits, in inference mode. Between the step with the best held-out loss and the end the
    held-out loss has risen by `errors` standard errors of the two and by at least `min_rise` of the chance loss, and
    the training loss has fallen. A warning; an error where the held-out loss ends above chance by `errors` standard
    errors and, of classes, the right ones are not named more often than by always naming the commonest. Where no look
    ever saw the held-out data do better than chance nothing could be lost by going on, and nothing is said: that is for
    GEN602. Needs `min_samples` held-out samples.

    ## Known limits
    The samples are the same at each look, so their errors overstate how uncertain a rise is: a slow one is seen late.
    The loss may rise while the accuracy still grows; then it is the certainty that is wrong, not the answers. A trial
    that is stopped once it is known to learn ends before most overfitting begins.

    ## Sources
    Goodfellow, Bengio and Courville 2016, Deep Learning, section 7.8. Prechelt 1998, Early Stopping, but when? Guo et
    al. 2017, On Calibration of Modern Neural Networks, arXiv:1706.04599.
    """

    code = "GEN601"
    name = "overfitting"
    fixes = (EarlyStopping, Dropout, Augmentation, WeightDecay)
    explains = ("GEN602",)
    blame = 0.5

    errors: float = 3.0
    min_rise: float = 0.1
    min_samples: int = 32

    def check(self, seen: Trained) -> Iterator[Finding]:
        """One finding for the trial."""
        looks = [(look, look.validation) for look in seen.record.snapshots if look.validation is not None]
        finite = [(look, score) for look, score in looks if math.isfinite(score.loss)]
        if not finite or seen.end.validation is None or not math.isfinite(seen.end.validation.loss):
            return
        if not any(beats_chance(score, self.errors) or names_classes(score, self.errors) for _, score in finite):
            return
        best, held_out = min(finite, key=lambda pair: pair[1].loss)
        if self._has_risen(held_out, seen.end.validation) and seen.end.train.loss < best.train.loss:
            yield self._finding(seen, best.step, held_out, seen.end.validation)

    def _has_risen(self, best: Score, end: Score) -> bool:
        rise, error = end.loss - best.loss, math.hypot(best.gain_error, end.gain_error)
        return (
            end.samples >= self.min_samples and rise > self.errors * error and rise >= self.min_rise * end.chance_loss
        )

    def _finding(self, seen: Trained, best_step: int, best: Score, end: Score) -> Finding:
        lost = falls_short_of_chance(end, self.errors) and not names_classes(end, self.errors)
        worse = " and is now worse than chance" if falls_short_of_chance(end, self.errors) else ""
        return Finding(
            code=self.code,
            name=self.name,
            severity="error" if lost else "warning",
            confidence=0.95,
            message=f"the held-out loss, {best.loss:.3g} at step {best_step:,}, has risen to {end.loss:.3g}{worse} "
            f"(chance is {end.chance_loss:.3g}), while the training loss fell to {seen.end.train.loss:.3g}",
            at=("/training/callbacks", "/training/epochs"),
            step=seen.end.step,
            evidence={
                "best_step": best_step,
                "best_loss": best.loss,
                "loss": end.loss,
                "chance_loss": end.chance_loss,
                "train_loss": seen.end.train.loss,
                "accuracy": end.accuracy,
                "best_accuracy": best.accuracy,
                "samples": end.samples,
            },
        )
