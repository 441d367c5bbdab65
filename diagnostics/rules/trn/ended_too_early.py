"""TRN414."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from diagnostics.evidence import Trained
from diagnostics.findings import Finding
from diagnostics.fixes.more_epochs import MoreEpochs
from diagnostics.observations import Score, Snapshot
from diagnostics.rules.rule import Rule
from diagnostics.rules.trn.loss_curve import fall, finite_losses


@dataclass(frozen=True)
class _Stretches:
    """The loss over two stretches of the run, and which these are."""

    before: float
    last: float
    told_before: str
    told_last: str


@dataclass(frozen=True)
class EndedTooEarly(Rule[Trained]):
    """A run whose planned epochs end while the network is still getting clearly better.

    ## Why it matters
    The network is cut off in the middle of its learning. Its weakness is one of time, not of design, and the plainest
    cure is to let it go on.

    ## How it is measured
    Only where the run went to its planned end: the mean loss of the last fifth of the steps lies below that of the
    fifth before by `min_fall` of it or more, and by more than `min_errors` standard errors. Below `min_steps` steps
    batches say too little; the loss on the probe set must have fallen as much over the last three looks, and between
    the last two no less than half as fast as between those before. The held-out loss, where there is one, must not have
    risen over that time. A loss that is already below `max_level` of chance has little left to gain: nothing is said.
    Where the network is known to learn it is an info when the loss is below half of chance, else a warning.

    ## Known limits
    How long the network would go on getting better is not known. A rate schedule that ends low may have slowed it
    down before the end. Runs that were cut short by the diagnosis itself or by early stopping are not judged.

    ## Sources
    Hestness et al. 2017, Deep Learning Scaling is Predictable, Empirically, arXiv:1712.00409. Prechelt 1998, Early
    Stopping: But When?
    """

    code = "TRN414"
    name = "ended-too-early"
    fixes = (MoreEpochs,)
    explains = ("TRN401", "GEN603", "OUT501")
    blame = 0.4

    min_steps: int = 50
    min_fall: float = 0.03
    min_errors: float = 4.0
    max_level: float = 0.1

    def check(self, seen: Trained) -> Iterator[Finding]:
        """One finding for the trial."""
        record, losses = seen.record, finite_losses(seen.record)
        at_end = record.truncated is None and 0 < record.planned_steps <= record.steps
        if not at_end or len(losses) < len(record.losses) or self._has_arrived(seen.end.train):
            return
        if record.verdict in ("diverged", "unstable", "invalid") or _held_out_rises(record.snapshots):
            return
        stretches = self._of_batches(losses) if len(losses) >= self.min_steps else self._of_probes(record.snapshots)
        if stretches is not None:
            yield self._finding(seen, stretches)

    def _of_batches(self, losses: Sequence[float]) -> _Stretches | None:
        fifth = len(losses) // 5
        before, last = losses[-2 * fifth : -fifth], losses[-fifth:]
        fell, error = fall(before, last)
        if not self._is_clear(fell, error, fmean(before)):
            return None
        return _Stretches(fmean(before), fmean(last), "on average over the fifth before the last", "over the last")

    def _of_probes(self, looks: Sequence[Snapshot]) -> _Stretches | None:
        if len(looks) < 4:
            return None
        early, before, end = looks[-3:]
        fell, error = _fall(early, end), math.hypot(early.train.gain_error, end.train.gain_error)
        slowed = (
            not _fall(before, end) / (end.step - before.step) >= _fall(early, before) / (before.step - early.step) / 2
        )
        if slowed or not self._is_clear(fell, error, early.train.loss):
            return None
        return _Stretches(early.train.loss, end.train.loss, f"on the probe set at step {early.step}", "at the end")

    def _is_clear(self, fell: float, error: float, level: float) -> bool:
        return fell > self.min_errors * error and fell >= self.min_fall * abs(level)

    def _has_arrived(self, score: Score) -> bool:
        return score.loss < self.max_level * score.chance_loss

    def _finding(self, seen: Trained, stretches: _Stretches) -> Finding:
        score = seen.end.train
        nearly = seen.record.verdict == "learning" and score.loss < 0.5 * score.chance_loss
        return Finding(
            code=self.code,
            name=self.name,
            severity="info" if nearly else "warning",
            confidence=0.9,
            message=f"the {seen.record.steps:,} planned steps end while the loss still falls: {stretches.before:.3g} "
            f"{stretches.told_before}, {stretches.last:.3g} {stretches.told_last}",
            at=("/training/epochs",),
            step=seen.record.steps,
            evidence={
                "loss_before": stretches.before,
                "loss_at_end": stretches.last,
                "probe_loss": score.loss,
                "chance_loss": score.chance_loss,
                "logit_spread": seen.end.output.logit_spread,
                "logit_spread_at_start": seen.start.output.logit_spread,
            },
            blame=0.8 if _is_late_riser(seen) else None,
        )


def _fall(before: Snapshot, after: Snapshot) -> float:
    """By how much the loss on the probe set has fallen, on the samples that both looks have where that is known."""
    if before.train.progress is None or after.train.progress is None:
        return before.train.loss - after.train.loss
    return after.train.progress - before.train.progress


def _is_late_riser(seen: Trained) -> bool:
    """Whether the network has yet to be known to learn, while its answers differ more and more."""
    spreads = [snapshot.output.logit_spread for snapshot in seen.record.snapshots[-3:]]
    grows = all(after > before for before, after in itertools.pairwise(spreads))
    return seen.record.verdict != "learning" and grows


def _held_out_rises(snapshots: tuple[Snapshot, ...]) -> bool:
    """Whether the held-out loss is higher at the end than at the last look before four fifths of the run."""
    earlier = [snapshot for snapshot in snapshots[1:] if snapshot.step <= 0.8 * snapshots[-1].step]
    if not earlier or earlier[-1].validation is None or snapshots[-1].validation is None:
        return False
    before, now = earlier[-1].validation.loss, snapshots[-1].validation.loss
    return math.isfinite(before) and not now <= before
