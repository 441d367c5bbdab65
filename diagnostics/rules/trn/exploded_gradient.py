"""TRN413."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from diagnostics.evidence import Trained
from diagnostics.findings import Finding
from diagnostics.fixes.gated_cell import GatedCell
from diagnostics.fixes.gradient_clipping import GradientClipping
from diagnostics.fixes.learning_rate import LearningRate
from diagnostics.fixes.orthogonal_recurrent import OrthogonalRecurrent
from diagnostics.fixes.warm_up import WarmUp
from diagnostics.rules.rule import Rule
from diagnostics.rules.trn.loss_curve import finite_losses, initial_loss
from diagnostics.rules.trn.outcome import gravity


@dataclass(frozen=True)
class ExplodedGradient(Rule[Trained]):
    """Steps whose gradient is a great many times the usual one, and after which the loss leaps.

    ## Why it matters
    One such step throws the weights far from where they were, and may undo all that was learned.

    ## How it is measured
    On the norm of the whole gradient at every step, in trials that do not learn: the largest is `min_ratio` times the
    median of the first `first_steps` steps (and of all, whichever is larger), or not finite, and within
    `first_steps` steps after it the loss is at least `min_jump` times the loss before any update. An error where the
    trial is known to have gone wrong. Silent where gradient norms were not kept.

    ## Known limits
    It is a state: steep walls in the loss (recurrent networks), large weights or a rate that has already flung the
    weights away all lead there. Clipping by the optimizer comes after what is measured here.

    ## Sources
    Pascanu, Mikolov and Bengio 2013, On the difficulty of training recurrent neural networks, arXiv:1211.5063.
    """

    code = "TRN413"
    name = "exploded-gradient"
    fixes = (LearningRate, GradientClipping, OrthogonalRecurrent, GatedCell, WarmUp)
    explains = ("TRN402", "TRN403", "TRN410", "TRN404", "TRN405")
    is_state = True

    min_ratio: float = 100.0
    min_jump: float = 2.0
    first_steps: int = 10

    def check(self, seen: Trained) -> Iterator[Finding]:
        """One finding for the trial, at the first such step."""
        severity, norms = gravity(seen.record), seen.record.gradient_norms
        finite = [norm for norm in norms if math.isfinite(norm)]
        if severity is None or len(finite) < self.first_steps:
            return
        usual = max(median(finite[: self.first_steps]), median(finite))
        spikes = [step for step, norm in enumerate(norms, 1) if not norm < self.min_ratio * usual]
        step = next((step for step in spikes if self._leaps_after(seen, step)), None)
        if step is None or usual <= 0:
            return
        yield Finding(
            code=self.code,
            name=self.name,
            severity=severity,
            confidence=0.9,
            message=f"at step {step} the gradient's norm is {norms[step - 1]:.3g}, where {usual:.2g} is usual, "
            "and the loss leaps",
            at=("/training/learning_rate",),
            step=step,
            evidence={
                "gradient_norm": norms[step - 1],
                "usual_norm": usual,
                "spikes": len(spikes),
                "largest_norm": max(finite),
            },
        )

    def _leaps_after(self, seen: Trained, step: int) -> bool:
        start, losses = initial_loss(seen.record), finite_losses(seen.record)
        after = losses[step - 1 : step + self.first_steps]
        ends = len(losses) < len(seen.record.losses) and len(losses) <= step + self.first_steps
        return start is not None and (ends or max(after, default=0.0) >= self.min_jump * start)
