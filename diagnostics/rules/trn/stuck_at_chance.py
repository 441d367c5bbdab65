"""TRN401."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Trained
from diagnostics.findings import Finding
from diagnostics.fixes.batch_normalisation import BatchNormalisation
from diagnostics.fixes.he_initialisation import HeInitialisation
from diagnostics.fixes.learning_rate import LearningRate
from diagnostics.rules.rule import Rule
from diagnostics.rules.wording import counted


@dataclass(frozen=True)
class StuckAtChance(Rule[Trained]):
    """A network that does no better than an answer that ignores the input.

    ## Why it matters
    It has learned nothing from its inputs. A loss that sits at ln(K) for K balanced classes is the best that can be
    done without looking at them, and more epochs of the same will not change it.

    ## How it is measured
    The trial's verdict is not_learning: on a fixed probe set the loss never left chance by a margin that a sequential
    test accepts, or the network shows the signs of a collapse. Chance is the entropy of the labels, or the variance of
    the target. Nothing is said where batch normalisation with the batch's own statistics, as in training, beats chance
    by `min_errors` standard errors on the same inputs: that network learns, and loses it in inference mode.

    ## Known limits
    It says that the network is stuck, not why: the rules it is a symptom of do. A network that would leave chance after
    the budget has ended looks the same.

    ## Sources
    Karpathy 2019, A Recipe for Training Neural Networks. Lu et al. 2019, Dying ReLU and Initialization,
    arXiv:1903.06733.
    """

    code = "TRN401"
    name = "stuck-at-chance"
    fixes = (HeInitialisation, LearningRate, BatchNormalisation)
    is_state = True

    min_errors: float = 5.0

    def check(self, seen: Trained) -> Iterator[Finding]:
        """One finding for the trial."""
        if seen.record.verdict != "not_learning" or self._learns_in_batch_mode(seen):
            return
        score = seen.end.train
        yield Finding(
            code=self.code,
            name=self.name,
            severity="error",
            confidence=min(0.95, seen.record.confidence),
            message=f"after {counted(seen.record.steps, 'step')} the loss is {score.loss:.4g}, "
            f"and {score.chance_loss:.4g} is what ignoring the input gives",
            at=("/training",),
            step=seen.end.step,
            evidence={
                "loss": score.loss,
                "chance_loss": score.chance_loss,
                "gain": score.gain,
                "gain_error": score.gain_error,
                "accuracy": score.accuracy,
                "chance_accuracy": score.chance_accuracy,
                "steps": seen.record.steps,
                "planned_steps": seen.record.planned_steps,
            },
        )

    def _learns_in_batch_mode(self, seen: Trained) -> bool:
        if seen.end.batch_mode is None:
            return False
        score = seen.end.batch_mode.train
        return score.gain > max(self.min_errors * score.gain_error, 0.0)
