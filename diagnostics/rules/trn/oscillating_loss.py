"""TRN410."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from diagnostics.evidence import Trained
from diagnostics.findings import Finding
from diagnostics.fixes.gradient_clipping import GradientClipping
from diagnostics.fixes.learning_rate import LearningRate
from diagnostics.rules.rule import Rule
from diagnostics.rules.trn.loss_curve import finite_losses, is_scored_alike
from diagnostics.rules.trn.outcome import gravity

_MEDIAN_OF_NORMAL = 0.6745  # the median size of a normal variable, in standard deviations


@dataclass(frozen=True)
class OscillatingLoss(Rule[Trained]):
    """A loss that leaps from step to step by far more than the choice of the batch explains.

    ## Why it matters
    The steps jump over the valley they should descend into: each undoes what the one before has won.

    ## How it is measured
    Over the last `window` steps, in trials that do not learn: the leap between neighbouring steps' losses (the median,
    brought to the scale of a standard deviation) against the noise that batches of this size must have, which is the
    spread of single samples' losses over the probe set divided by the square root of the batch size. It counts from
    `min_noise_ratio` times that noise and `min_share` of the chance loss on (measured on networks of all kinds: 0.7 to
    1.6 times, whatever the batch size). Only where the user's loss and the score's are the same measure, at the start
    and at the end.

    ## Known limits
    Small batches leap by themselves, which is healthy and what the comparison is for. Dropout and augmentation add
    noise that the probes do not see, hence the wide margin. An oscillation that ended before the last steps is missed.

    ## Sources
    Cohen et al. 2021, Gradient Descent on Neural Networks Typically Occurs at the Edge of Stability, arXiv:2103.00065.
    McCandlish et al. 2018, An Empirical Model of Large-Batch Training, arXiv:1812.06162, on noise and batch size.
    """

    code = "TRN410"
    name = "oscillating-loss"
    fixes = (LearningRate, GradientClipping)
    explains = ("TRN411", "GEN603")
    is_state = True

    window: int = 50
    min_noise_ratio: float = 3.0
    min_share: float = 0.25

    def check(self, seen: Trained) -> Iterator[Finding]:
        """One finding for the trial."""
        severity, losses = gravity(seen.record), finite_losses(seen.record)[-self.window :]
        if severity is None or len(losses) < self.window or not is_scored_alike(seen.record):
            return
        noise, chance = _batch_noise(seen), seen.end.train.chance_loss
        alike = 0.5 < fmean(losses) / seen.end.train.loss < 2 if seen.end.train.loss > 0 else False
        if noise is None or not alike or not (math.isfinite(chance) and chance > 0):
            return
        leap = _typical_leap(losses)
        if leap < self.min_noise_ratio * noise or leap < self.min_share * chance:
            return
        yield Finding(
            code=self.code,
            name=self.name,
            severity=severity,
            confidence=0.85,
            message=f"over the last {self.window} steps the loss leaps by {leap:.2g} around {fmean(losses):.3g}; "
            f"batches of {seen.spec.training.batch_size} explain {noise:.2g}",
            at=("/training/learning_rate",),
            step=seen.record.steps,
            evidence={
                "typical_leap": leap,
                "batch_noise": noise,
                "mean_loss": fmean(losses),
                "lowest_loss": min(losses),
                "highest_loss": max(losses),
                "chance_loss": chance,
            },
        )


def _typical_leap(losses: Sequence[float]) -> float:
    leaps = [abs(after - before) for before, after in itertools.pairwise(losses)]
    return median(leaps) / math.sqrt(2) / _MEDIAN_OF_NORMAL


def _batch_noise(seen: Trained) -> float | None:
    """The standard deviation that the mean loss of a batch has over batches, by the probe set's last two looks."""
    errors = [snapshot.train.gain_error * math.sqrt(snapshot.train.samples) for snapshot in seen.record.snapshots[-2:]]
    known = [error for error in errors if math.isfinite(error)]
    return max(known) / math.sqrt(seen.spec.training.batch_size) if known else None
