"""TRN408."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diagnostics.evidence import Trained
from diagnostics.findings import Finding
from diagnostics.fixes.batch_normalisation import BatchNormalisation
from diagnostics.fixes.he_initialisation import HeInitialisation
from diagnostics.fixes.learning_rate import LearningRate
from diagnostics.fixes.narrower_early_layers import NarrowerEarlyLayers
from diagnostics.fixes.warm_up import WarmUp
from diagnostics.rules.rule import Rule
from diagnostics.rules.symptoms import BLOWN_UP, STUCK, UNSTABLE
from diagnostics.rules.trn.damage import Damage, answers_drew_together, loss_jumped, units_died
from diagnostics.rules.trn.kernel_layers import gradients, middle_step_size, trained_kernels
from diagnostics.rules.trn.loss_curve import initial_loss, is_scored_alike
from diagnostics.rules.trn.outcome import gravity


@dataclass(frozen=True)
class _Steps:
    """The largest change that the first steps made to the middle layer, relative to its weights, and when."""

    size: float
    step: int


@dataclass(frozen=True)
class UpdateTooLarge(Rule[Trained]):
    """Steps so large that they break the network, mostly before it can learn.

    ## Why it matters
    Before a network tells inputs apart, all samples push a unit the same way. Large steps then carry whole layers to
    where their units are dead or saturated, or fling the loss far up, and from there no gradient leads back. What is
    too large depends on the network: a deep stack without normalisation dies at rates that a shallow one thrives on.

    ## How it is measured
    Only in trials that went wrong (while the verdict is open, as a warning), and only where the signal was alive at
    the start: logits that differ between inputs and a gradient. Large steps alone prove nothing (healthy networks
    under Adam at 1e-3 change by 0.4% to 2% a step at first), nor does damage alone, so two things must meet within
    the first `last_step` steps, or at any step of a run that had learned and lost it again: the
    middle kernel changes by `min_update` or more of its norm in one step, and
    - at least `min_sick_layers` hidden layers, or one at `blocked_fraction` that every path goes through, end up with
      `min_dead_fraction` dead units or more, at least `min_rise` more than at the start; or
    - the logits' spread falls to `max_spread_left` of the start's and stays there; or
    - the loss over three steps in a row is `min_jump` times that at the start, or leaves all bounds.
    One step that changes the middle layer by `huge_update` makes it certain. It weighs little where the loss began
    above `max_initial_loss` times chance: there the input's or the weights' scale is the nearer cause.

    ## Known limits
    It cannot tell a rate too high from an initialisation or a depth that stands no ordinary rate: lowering the one and
    mending the other both cure. Damage without a ReLU and without a jump of the loss is not seen. Labels without
    signal in a deep stack end the same way.

    ## Sources
    Measured on VGG-like stacks and perceptrons (healthy and sick, Adam 1e-7 to 10, SGD 1e-5 to 30). Lu et al. 2019,
    Dying ReLU and Initialization, arXiv:1903.06733. Goyal et al. 2017, arXiv:1706.02677, section 2.2, on first steps.
    """

    code = "TRN408"
    name = "update-too-large"
    fixes = (LearningRate, HeInitialisation, BatchNormalisation, NarrowerEarlyLayers, WarmUp)
    explains = (*STUCK, *BLOWN_UP, *UNSTABLE)
    blame = 0.7

    last_step: int = 50
    min_update: float = 1e-3
    huge_update: float = 0.1
    min_sick_layers: int = 3
    min_dead_fraction: float = 0.5
    min_rise: float = 0.2
    blocked_fraction: float = 0.95
    max_spread_left: float = 0.1
    min_jump: float = 2.0
    max_initial_loss: float = 3.0

    def check(self, seen: Trained) -> Iterator[Finding]:
        """One finding for the trial, with every sign of damage."""
        if gravity(seen.record) is None or not _is_alive_at_start(seen):
            return
        steps, damages = self._largest(seen), self._damages(seen)
        if steps is not None and steps.size >= self.min_update and damages:
            yield self._finding(seen, steps, damages)

    def _largest(self, seen: Trained) -> _Steps | None:
        sizes = [
            _Steps(size, snapshot.step)
            for snapshot in seen.record.snapshots[1:]
            if snapshot.step <= self._last_step(seen) and (size := middle_step_size(seen, snapshot)) is not None
        ]
        return max(sizes, key=lambda steps: steps.size, default=None)

    def _last_step(self, seen: Trained) -> int:
        """The last step at which damage counts: a network that had learned may be broken at any."""
        return self.last_step if seen.record.learned_at_step is None else max(seen.end.step, self.last_step)

    def _damages(self, seen: Trained) -> list[Damage]:
        last_step = self._last_step(seen)
        limits = (self.min_dead_fraction, self.min_rise, self.min_sick_layers, self.blocked_fraction)
        found = (
            units_died(seen, last_step, *limits),
            answers_drew_together(seen, last_step, self.max_spread_left),
            loss_jumped(seen, last_step, self.min_jump, width=3),
        )
        return sorted(filter(None, found), key=lambda damage: damage.step)

    def _finding(self, seen: Trained, steps: _Steps, damages: Sequence[Damage]) -> Finding:
        layers = [name for damage in damages for name in damage.layers]
        certain = len(damages) > 1 or steps.size >= self.huge_update
        return Finding(
            code=self.code,
            name=self.name,
            severity=gravity(seen.record) or "warning",
            confidence=0.95 if certain else 0.8,
            message=f"the steps are too large for this network: step {steps.step} changed a typical kernel "
            f"by {steps.size:.2g} of its norm; " + "; ".join(damage.message for damage in damages),
            at=("/training/learning_rate",),
            layer=layers[0] if layers else None,
            step=damages[0].step,
            evidence={
                "relative_update": steps.size,
                "at_step": steps.step,
                "signs": [str(damage.sign) for damage in damages],
                "steps": [damage.step for damage in damages],
                "layers": layers,
                "initial_loss": initial_loss(seen.record),
                "chance_loss": seen.start.train.chance_loss,
            },
            blame=0.35 if self._starts_out_of_scale(seen) else None,
        )

    def _starts_out_of_scale(self, seen: Trained) -> bool:
        start, chance = initial_loss(seen.record), seen.start.train.chance_loss
        if start is None or not math.isfinite(chance) or chance <= 0:
            return False
        scored = seen.start.train.loss > self.max_initial_loss * chance
        return scored or (is_scored_alike(seen.record) and start > self.max_initial_loss * chance)


def _is_alive_at_start(seen: Trained) -> bool:
    norms = gradients(seen, seen.start)
    spread = seen.start.output.logit_spread
    measured = any(node.name in seen.start.layers for node in trained_kernels(seen))
    return measured and math.isfinite(spread) and spread > 0 and (not norms or max(norms.values()) > 0)
