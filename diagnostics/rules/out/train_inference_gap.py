"""OUT503."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Trained
from diagnostics.findings import Finding, Severity
from diagnostics.fixes.batch_normalisation_momentum import BatchNormalisationMomentum
from diagnostics.graph.node import Node
from diagnostics.observations import Snapshot
from diagnostics.rules.margins import beats_chance
from diagnostics.rules.out.moving_statistics import MAX_LAG, lag, momentum, normalisations
from diagnostics.rules.rule import Rule
from diagnostics.rules.symptoms import NOT_CARRIED_OVER
from diagnostics.rules.wording import named


@dataclass(frozen=True)
class TrainInferenceGap(Rule[Trained]):
    """A network that has learned as it runs in training, and not as it runs in inference mode.

    ## Why it matters
    Training normalises each batch by its own statistics, inference by a moving average of them. Where the two are far
    apart the trained layers see signals they never met: the training loss falls, and evaluation, prediction and the
    validation loss stay at chance or worse.

    ## How it is measured
    On the same training samples, without dropout, in both modes. Normalised by the batch the gain over chance is
    `errors` standard errors and at least `min_learned` of the chance loss; in inference mode at most `max_kept` of
    that gain is left, and the difference is `errors` standard errors. Layers are named where the moving variance is off
    by `max_decades` powers of ten or more, or the moving mean by `max_mean_gap` standard deviations. The statistics
    lag while momentum^steps is above 0.1. Where the planned run still catches up that is an info, where it is too short
    a warning, and an error if the momentum is above `max_momentum`. Where nothing lags it is an error when the last two
    looks agree and the network has never learned in inference mode, else a warning.

    ## Known limits
    It does not see what dropout does: no look is taken with dropout on. In the first few hundred steps of a fast run
    the moving statistics trail behind weights that change, hence the two looks. Whether the cause is the momentum,
    inputs unlike those that pretrained statistics were gathered on, or splits that differ, other rules must tell.

    ## Sources
    Ioffe and Szegedy 2015, arXiv:1502.03167, section 3.1. Keras documentation, BatchNormalization, on momentum and on
    frozen layers. Wu and Johnson 2021, Rethinking "Batch" in BatchNorm, arXiv:2105.07576, section 3.
    """

    code = "OUT503"
    name = "train-inference-gap"
    fixes = (BatchNormalisationMomentum,)
    explains = (*(code for code in NOT_CARRIED_OVER if code != "OUT503"), "TRN401", "TRN411", "GEN603")
    blame = 0.7

    errors: float = 3.0
    min_learned: float = 0.1
    max_kept: float = 0.2
    max_decades: float = 1.0
    max_mean_gap: float = 1.0
    max_momentum: float = 0.99

    def check(self, seen: Trained) -> Iterator[Finding]:
        """One finding for the network."""
        if self._is_lost(seen.end):
            yield self._finding(seen)

    def _is_lost(self, look: Snapshot) -> bool:
        if look.batch_mode is None:
            return False
        batch, inference = look.batch_mode.train, look.train
        error = math.hypot(batch.gain_error, inference.gain_error)
        lost = inference.gain <= self.max_kept * batch.gain and batch.gain - inference.gain > self.errors * error
        return lost and beats_chance(batch, self.errors, self.min_learned)

    def _severity(self, seen: Trained) -> Severity:
        moving = normalisations(seen.graph)
        if lag(moving, seen.end.step) <= MAX_LAG:
            settled = self._is_lost(seen.record.snapshots[-2]) and seen.record.learned_at_step is None
            return "error" if settled else "warning"
        if lag(moving, seen.record.planned_steps) <= MAX_LAG:
            return "info"
        return "error" if self._slow(moving) else "warning"

    def _finding(self, seen: Trained) -> Finding:
        by_batch, moving = seen.end.batch_mode, normalisations(seen.graph)
        batch_loss = by_batch.train.loss if by_batch is not None else math.nan
        lagging, off = lag(moving, seen.end.step), self._off(seen)
        return Finding(
            code=self.code,
            name=self.name,
            severity=self._severity(seen),
            confidence=0.9,
            message=f"at step {seen.end.step} the loss on the same samples is {batch_loss:.3g} as the network runs in "
            f"training and {seen.end.train.loss:.3g} in inference mode (chance is {seen.end.train.chance_loss:.3g})"
            + self._why(lagging, seen.record.planned_steps, off),
            at=self._places(lagging, moving, off),
            layer=(off or moving)[0].name if moving else None,
            step=seen.end.step,
            evidence={
                "layers": [node.name for node in off],
                "batch_loss": batch_loss,
                "inference_loss": seen.end.train.loss,
                "chance_loss": seen.end.train.chance_loss,
                "momentum": [momentum(node) for node in moving],
                "share_of_first_statistics": lagging,
                "planned_steps": seen.record.planned_steps,
                **self._statistics(seen, off),
            },
            blame=None if lagging <= MAX_LAG or self._slow(moving) else 0.3,
        )

    def _why(self, lagging: float, planned: int, off: tuple[Node, ...]) -> str:
        if lagging > MAX_LAG:
            return f": {lagging:.0%} of batch normalisation's moving statistics are still those of the start, of a run "
            f"of {planned:,} steps"
        return (
            f": the moving statistics of {named([node.name for node in off])} are not those of the data" if off else ""
        )

    def _places(self, lagging: float, moving: tuple[Node, ...], off: tuple[Node, ...]) -> tuple[str, ...]:
        momenta = tuple(node.pointer("config", "momentum") for node in off or moving)
        slow = lagging > MAX_LAG or bool(self._slow(moving))
        return momenta if slow else ("/dataset/preprocess", *momenta)

    def _slow(self, moving: tuple[Node, ...]) -> tuple[Node, ...]:
        return tuple(node for node in moving if momentum(node) > self.max_momentum)

    def _off(self, seen: Trained) -> tuple[Node, ...]:
        return tuple(node for node in normalisations(seen.graph) if self._is_off(seen.end, node.name))

    def _is_off(self, look: Snapshot, name: str) -> bool:
        statistics = look.layers[name].batch_statistics if name in look.layers else None
        if statistics is None or not statistics.variance_ratio > 0:
            return False
        decades = abs(math.log10(statistics.variance_ratio))
        return decades >= self.max_decades or statistics.mean_gap >= self.max_mean_gap

    def _statistics(self, seen: Trained, off: tuple[Node, ...]) -> dict[str, list[float]]:
        known = [seen.end.layers[node.name].batch_statistics for node in off]
        return {
            "variance_ratio": [each.variance_ratio for each in known if each is not None],
            "mean_gap": [each.mean_gap for each in known if each is not None],
        }
