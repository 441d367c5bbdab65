"""GEN602."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Trained
from diagnostics.findings import Finding, Severity
from diagnostics.fixes.stratified_shuffled_split import StratifiedShuffledSplit
from diagnostics.observations import Score
from diagnostics.rules.margins import accuracy_error, accuracy_gain, beats_chance, gains_less_than, names_classes
from diagnostics.rules.out.moving_statistics import waits_for_statistics
from diagnostics.rules.rule import Rule

_TELLING_ACCURACY = 0.1  # gained in training: less says nothing, as with one class in nine of ten samples


@dataclass(frozen=True)
class ValidationAtChance(Rule[Trained]):
    """A network that learns its training data and is no better than chance on held-out data.

    ## Why it matters
    Nothing of what it learned carries over. Either the held-out data are not like the training data (other classes,
    other preprocessing), or the labels have nothing to do with the inputs, or it has learned by heart.

    ## How it is measured
    On fixed samples of both splits. The training score beats chance by `errors` standard errors and at least
    `min_learned` of the chance loss, in inference mode or else as the network runs in training. The held-out gain is
    below `max_carried` of the training gain even with `errors` of its own standard errors added, and the right classes
    are not named surely more often than by always naming the commonest. An error where no look before saw the held-out
    data do better than chance and, with two of its standard errors added, the held-out accuracy gains less than
    `max_accuracy_carried` of what the training accuracy gains; else a warning. Needs `min_samples` held-out samples.

    ## Known limits
    It says that nothing carries over, not why. A network that is just beginning to learn may have shown too little yet
    for a held-out gain to be seen; then the errors are wide and nothing is said. While batch normalisation's moving
    statistics lag for want of steps nothing is said either.

    ## Sources
    Zhang et al. 2017, Understanding deep learning requires rethinking generalization, arXiv:1611.03530. Goodfellow,
    Bengio and Courville 2016, Deep Learning, section 11.5.
    """

    code = "GEN602"
    name = "validation-at-chance"
    fixes = (StratifiedShuffledSplit,)
    is_state = True

    errors: float = 2.5
    min_learned: float = 0.1
    max_carried: float = 0.1
    max_accuracy_carried: float = 0.25
    min_samples: int = 32

    def check(self, seen: Trained) -> Iterator[Finding]:
        """One finding for the trial."""
        learned, held_out = self._learned(seen), seen.end.validation
        if learned is None or held_out is None or held_out.samples < self.min_samples:
            return
        at_chance = gains_less_than(held_out, self.max_carried * learned.gain, self.errors)
        if at_chance and not names_classes(held_out, self.errors):
            yield self._finding(seen, learned, held_out)

    def _learned(self, seen: Trained) -> Score | None:
        """The training score, where it shows that something was learned."""
        if beats_chance(seen.end.train, self.errors, self.min_learned):
            return seen.end.train
        by_batch = seen.end.batch_mode
        if by_batch is None or waits_for_statistics(seen):
            return None
        return by_batch.train if beats_chance(by_batch.train, self.errors, self.min_learned) else None

    def _severity(self, seen: Trained, learned: Score, held_out: Score) -> Severity:
        before = (look.validation for look in seen.record.snapshots if look.validation is not None)
        carried_once = any(beats_chance(score, self.errors) for score in before)
        gained = accuracy_gain(learned)
        few_samples = accuracy_gain(held_out) + 2 * accuracy_error(held_out) >= self.max_accuracy_carried * gained
        telling = gained >= _TELLING_ACCURACY
        return "warning" if carried_once or (telling and few_samples) else "error"

    def _finding(self, seen: Trained, learned: Score, held_out: Score) -> Finding:
        mode = "" if learned is seen.end.train else " by each batch's own statistics"
        severity = self._severity(seen, learned, held_out)
        return Finding(
            code=self.code,
            name=self.name,
            severity=severity,
            confidence=0.95 if severity == "error" else 0.7,
            message=f"at step {seen.end.step:,} the training loss is {learned.loss:.3g}{mode}, well below chance "
            f"({learned.chance_loss:.3g}), but the held-out loss is {held_out.loss:.3g} "
            f"(chance {held_out.chance_loss:.3g}): nothing of what was learned carries over",
            at=("/dataset/validation",),
            step=seen.end.step,
            evidence={
                "train_loss": learned.loss,
                "train_gain": learned.gain,
                "train_accuracy": learned.accuracy,
                "loss": held_out.loss,
                "chance_loss": held_out.chance_loss,
                "gain": held_out.gain,
                "gain_error": held_out.gain_error,
                "accuracy": held_out.accuracy,
                "chance_accuracy": held_out.chance_accuracy,
                "samples": held_out.samples,
            },
        )
