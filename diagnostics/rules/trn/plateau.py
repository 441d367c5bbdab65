"""TRN411."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean

from diagnostics.evidence import Trained
from diagnostics.findings import Finding
from diagnostics.fixes.learning_rate import LearningRate
from diagnostics.rules.rule import Rule
from diagnostics.rules.trn.loss_curve import fall, finite_losses, is_scored_alike
from diagnostics.rules.trn.outcome import gravity


@dataclass(frozen=True)
class Plateau(Rule[Trained]):
    """A loss that fell, then stopped falling well short of what the task allows.

    ## Why it matters
    The network learned something and then no more. More epochs of the same will most likely not change that.

    ## How it is measured
    On the exact losses of at least `min_steps` steps, in trials that are not known to learn: the first quarter of the
    last half and its last quarter differ by less than three standard errors or less than `max_fall` of the chance
    loss, the loss is still above `min_level` of chance, and it once fell `min_first_fall` of the chance loss below its
    start (judged on means over a tenth of the steps). Where the loss is at chance and never left it, the network is
    stuck, which is another finding. An error where the trial is known to have gone wrong.

    ## Known limits
    It cannot know the least loss that noisy labels allow; a network that has reached it is expected to be known to
    learn. A plateau may end by itself, as it often does with smooth units or saddle points.

    ## Sources
    Dauphin et al. 2014, Identifying and attacking the saddle point problem, arXiv:1406.2572. Keras's ReduceLROnPlateau.
    """

    code = "TRN411"
    name = "plateau"
    fixes = (LearningRate,)
    explains = ("GEN603",)
    is_state = True

    min_steps: int = 200
    max_fall: float = 0.02
    min_level: float = 0.3
    min_first_fall: float = 0.05

    def check(self, seen: Trained) -> Iterator[Finding]:
        """One finding for the trial."""
        severity, losses = gravity(seen.record), finite_losses(seen.record)
        chance = seen.end.train.chance_loss
        if severity is None or len(losses) < self.min_steps or not (math.isfinite(chance) and chance > 0):
            return
        if not is_scored_alike(seen.record):
            return
        tenth, quarter = len(losses) // 10, len(losses) // 4
        lowest = min(fmean(losses[start : start + tenth]) for start in range(0, len(losses) - tenth + 1, tenth))
        level, (fell, error) = fmean(losses[-quarter:]), fall(losses[-2 * quarter : -quarter], losses[-quarter:])
        is_flat = abs(fell) <= max(self.max_fall * chance, 3 * error)
        has_learned = lowest <= min(losses[0], chance) - self.min_first_fall * chance
        if is_flat and has_learned and level > self.min_level * chance:
            yield Finding(
                code=self.code,
                name=self.name,
                severity=severity,
                confidence=0.85,
                message=f"over the last half of {len(losses):,} steps the loss has stayed at {level:.3g}; "
                f"ignoring the input gives {chance:.3g}, and it had been down to {lowest:.3g}",
                at=("/training",),
                step=seen.record.steps,
                evidence={
                    "level": level,
                    "fall": fell,
                    "fall_error": error,
                    "lowest": lowest,
                    "initial_loss": losses[0],
                    "chance_loss": chance,
                },
            )
