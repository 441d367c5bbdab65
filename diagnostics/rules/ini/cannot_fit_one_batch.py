"""INI308."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Trained
from diagnostics.findings import Finding
from diagnostics.fixes.batch_normalisation import BatchNormalisation
from diagnostics.fixes.he_initialisation import HeInitialisation
from diagnostics.observations import OneBatch
from diagnostics.rules.rule import Rule
from diagnostics.rules.wording import counted


@dataclass(frozen=True)
class CannotFitOneBatch(Rule[Trained]):
    """A fresh network that cannot learn even a single batch by heart.

    ## Why it matters
    A few samples can be memorised by nearly any working network, whatever their labels. One that cannot is hindered by
    its own build, its start or its optimisation: the difficulty of the data is not what is wrong.

    ## How it is measured
    A fresh network is trained on one and the same batch of `min_samples` or more, for `min_steps` steps or more. It is
    a warning where at least `min_left` of the chance loss is left, and an error where `error_left` or more is left, or
    the loss is not finite, and the trial's verdict is not_learning or diverged.

    ## Known limits
    Nothing is said of a network that learns, for a slow one may need more steps than were spent on the batch. Strong
    dropout or weight decay keep a network from memorising, and so do equal inputs with different labels. It says what
    is not at fault, not what is: the rules on the network and on the optimiser do.

    ## Sources
    Karpathy 2019, A Recipe for Training Neural Networks ("overfit one batch"). Zhang et al. 2017, arXiv:1611.03530.
    """

    code = "INI308"
    name = "cannot-fit-one-batch"
    fixes = (HeInitialisation, BatchNormalisation)
    is_state = True

    min_left: float = 0.7
    error_left: float = 0.95
    min_samples: int = 2
    min_steps: int = 50

    def check(self, seen: Trained) -> Iterator[Finding]:
        """One finding for the network."""
        batch, record = seen.record.one_batch, seen.record
        if batch is None or record.verdict == "learning" or record.learned_at_step is not None:
            return
        if batch.samples < self.min_samples or batch.steps < self.min_steps or not batch.chance_loss > 0:
            return
        left = batch.loss_after / batch.chance_loss if math.isfinite(batch.loss_after) else math.inf
        if left >= self.min_left:
            stuck = record.verdict in ("not_learning", "diverged")
            yield self._finding(batch, left, error=stuck and left >= self.error_left)

    def _finding(self, batch: OneBatch, left: float, *, error: bool) -> Finding:
        return Finding(
            code=self.code,
            name=self.name,
            severity="error" if error else "warning",
            confidence=0.9 if error else 0.7,
            message=f"after {counted(batch.steps, 'step')} on the same {counted(batch.samples, 'sample')} the loss is "
            f"{batch.loss_after:.3g}, and {batch.chance_loss:.3g} is chance: the network or its optimisation is at "
            "fault, not the difficulty of the data",
            at=("/training",),
            evidence={
                "samples": batch.samples,
                "steps": batch.steps,
                "loss_before": batch.loss_before,
                "loss_after": batch.loss_after,
                "chance_loss": batch.chance_loss,
                "loss_left": left,
                "accuracy": batch.accuracy,
            },
        )
