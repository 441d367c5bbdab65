"""TRN409."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Trained
from diagnostics.findings import Finding
from diagnostics.fixes.learning_rate import LearningRate
from diagnostics.fixes.loosen_clipping import LoosenClipping
from diagnostics.rules.rule import Rule
from diagnostics.rules.trn.kernel_layers import gradients, trained_kernels
from diagnostics.rules.trn.outcome import gravity
from diagnostics.rules.wording import counted


@dataclass(frozen=True)
class UpdateTooSmall(Rule[Trained]):
    """Steps so small that the planned run cannot move the weights anywhere.

    ## Why it matters
    The gradient says where to go, and the network hardly goes there. It looks stuck, but nothing is broken: it needs
    a higher rate, or very many more epochs.

    ## How it is measured
    Only in trials that do not learn, after at least `min_steps` steps: every trained kernel's change since the start,
    relative to its norm and carried on at the same pace to the end of the planned run, stays at or below
    `max_projected_movement`, while all of these layers have a gradient, `min_gradient` or more in all, the answers
    differ between inputs, and the loss has fallen by less than `max_fall` of what it was. An error where the trial is
    known to have gone wrong.

    ## Known limits
    A very wide network, or a pretrained one, may learn with tiny changes, but then it is seen to learn. With a small
    gradient small steps are to be expected, and the gradient is what is wrong.

    ## Sources
    Measured on a perceptron: Adam at 1e-3 changes the kernels by 4% to 8% in 20 steps, at 1e-6 by 0.2% in 500, and SGD
    at 1e-4 likewise. Smith 2017, Cyclical Learning Rates, arXiv:1506.01186, on the range of rates that train.
    """

    code = "TRN409"
    name = "update-too-small"
    fixes = (LoosenClipping, LearningRate)
    explains = ("TRN401", "TRN411", "TRN414", "OUT501", "GEN603")
    blame = 0.8

    min_steps: int = 100
    max_projected_movement: float = 0.02
    min_gradient: float = 1e-3
    max_fall: float = 0.1

    def check(self, seen: Trained) -> Iterator[Finding]:
        """One finding for the trial."""
        severity, movements = gravity(seen.record), _movements(seen)
        if severity is None or seen.end.step < self.min_steps or not movements or not self._is_alive(seen):
            return
        planned = max(seen.record.planned_steps, seen.end.step)
        largest = max(movements.values())
        projected = largest * planned / seen.end.step
        if not projected <= self.max_projected_movement:
            return
        yield Finding(
            code=self.code,
            name=self.name,
            severity=severity,
            confidence=0.9,
            message=f"{counted(seen.end.step, 'step')} changed no kernel by more than {largest:.2g} of its norm; at "
            f"that pace all {planned:,} planned steps change it by {projected:.2g}, too little to learn from",
            at=("/training/learning_rate",),
            step=seen.end.step,
            evidence={
                "layers": list(movements),
                "movement": list(movements.values()),
                "projected_movement": projected,
                "gradient_norm": math.hypot(*gradients(seen, seen.end).values()),
                "too_low": True,
                "loss_at_start": seen.start.train.loss,
                "loss": seen.end.train.loss,
            },
        )

    def _is_alive(self, seen: Trained) -> bool:
        start, end = seen.start.train.loss, seen.end.train.loss
        norms = gradients(seen, seen.end).values()
        reached = bool(norms) and min(norms) > 0 and seen.end.output.logit_spread > 0
        return reached and math.hypot(*norms) >= self.min_gradient and end > (1 - self.max_fall) * start


def _movements(seen: Trained) -> dict[str, float]:
    """The change since the start of every trained kernel; nothing where one was not measured, or started at zero."""
    names = [node.name for node in trained_kernels(seen) if node.name in seen.end.layers]
    if len(names) < sum(node.has_kernel and node.trainable for node in seen.graph.used):
        return {}
    movements = {name: seen.end.layers[name].movement for name in names}
    known = {name: moved for name, moved in movements.items() if moved is not None and math.isfinite(moved)}
    return known if len(known) == len(movements) else {}
