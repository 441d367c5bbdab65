"""TRN402."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import quantiles

from diagnostics.evidence import Trained
from diagnostics.findings import Finding
from diagnostics.fixes.gradient_clipping import GradientClipping
from diagnostics.fixes.learning_rate import LearningRate
from diagnostics.rules.rule import Rule
from diagnostics.rules.trn.loss_curve import finite_losses, initial_loss
from diagnostics.rules.trn.outcome import gravity


@dataclass(frozen=True)
class Diverging(Rule[Trained]):
    """A loss that climbs far above where it began and stays there.

    ## Why it matters
    Every step makes the answers worse than those of the untrained network. Training longer does not bring it back.

    ## How it is measured
    On the exact loss of every step up to the first that is not finite, in trials that do not learn: nine in ten of
    the last quarter's losses are at least `min_ratio` times the loss before any update. Needs `min_steps` steps, or a
    loss that stops being finite after having risen that far. An error where the trial is known to have gone wrong.

    ## Known limits
    It says where the loss went, not why. A loss that begins at zero or below has no ratio and is not judged. A loss
    that leaps up and comes down again to chance is no divergence, though the harm may be done.

    ## Sources
    Goodfellow, Bengio and Courville 2016, Deep Learning, section 11.4.1, on learning rates. Bengio 2012, Practical
    Recommendations for Gradient-Based Training of Deep Architectures, arXiv:1206.5533.
    """

    code = "TRN402"
    name = "diverging"
    fixes = (LearningRate, GradientClipping)
    explains = ("TRN403", "TRN401", "OUT501", "TRN411", "GEN603")
    is_state = True

    min_ratio: float = 2.0
    min_steps: int = 20

    def check(self, seen: Trained) -> Iterator[Finding]:
        """One finding for the trial."""
        severity, start = gravity(seen.record), initial_loss(seen.record)
        losses = finite_losses(seen.record)
        blew_up = len(losses) < len(seen.record.losses)
        if severity is None or start is None or len(losses) < 2 or (len(losses) < self.min_steps and not blew_up):
            return
        level = losses[-1] if len(losses) < self.min_steps else quantiles(losses[-(len(losses) // 4) :], n=10)[0]
        if level < self.min_ratio * start:
            return
        yield Finding(
            code=self.code,
            name=self.name,
            severity=severity,
            confidence=0.95,
            message=f"the loss began at {start:.4g} and is {losses[-1]:.4g} at step {len(losses)}; "
            f"it has left the start behind for good",
            at=("/training/learning_rate",),
            step=len(losses),
            evidence={
                "initial_loss": start,
                "final_loss": losses[-1],
                "level": level,
                "highest_loss": max(losses),
                "steps": len(seen.record.losses),
            },
        )
