"""TRN414."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean

from diagnostics.evidence import Trained
from diagnostics.findings import Finding
from diagnostics.observations import Score, Snapshot
from diagnostics.rules.rule import Rule
from diagnostics.rules.trn.loss_curve import fall, finite_losses


@dataclass(frozen=True)
class EndedTooEarly(Rule[Trained]):
    """A run whose planned epochs end while the network is still getting clearly better.

    ## Why it matters
    The network is cut off in the middle of its learning. Its weakness is one of time, not of design, and the plainest
    cure is to let it go on.

    ## How it is measured
    Only where the run went to its planned end, over at least `min_steps` steps: the mean loss of the last fifth of the
    steps lies below that of the fifth before by `min_fall` of it or more, and by more than `min_errors` standard
    errors. The held-out loss, where there is one, must not have risen over that time. A loss that is already below
    `max_level` of chance has little left to gain: nothing is said. Where the network is known to learn it is an
    info when the loss is below half of chance, else a warning.

    ## Known limits
    How long the network would go on getting better is not known. A rate schedule that ends low may have slowed it
    down before the end. Runs that were cut short by the diagnosis itself or by early stopping are not judged.

    ## Sources
    Hestness et al. 2017, Deep Learning Scaling is Predictable, Empirically, arXiv:1712.00409. Prechelt 1998, Early
    Stopping: But When?
    """

    code = "TRN414"
    name = "ended-too-early"
    explains = ("TRN401", "GEN603", "OUT501")
    blame = 0.4

    min_steps: int = 20
    min_fall: float = 0.03
    min_errors: float = 4.0
    max_level: float = 0.1

    def check(self, seen: Trained) -> Iterator[Finding]:
        """One finding for the trial."""
        record, losses = seen.record, finite_losses(seen.record)
        at_end = record.truncated is None and 0 < record.planned_steps <= record.steps
        if not at_end or len(losses) < max(self.min_steps, 10) or len(losses) < len(record.losses):
            return
        if record.verdict in ("diverged", "unstable", "invalid") or _held_out_rises(record.snapshots):
            return
        fifth = len(losses) // 5
        before, last = losses[-2 * fifth : -fifth], losses[-fifth:]
        fell, error = fall(before, last)
        clear = fell > self.min_errors * error and fell >= self.min_fall * abs(fmean(before))
        if clear and not self._has_arrived(seen.end.train):
            yield self._finding(seen, fmean(before), fmean(last))

    def _has_arrived(self, score: Score) -> bool:
        return score.loss < self.max_level * score.chance_loss

    def _finding(self, seen: Trained, before: float, last: float) -> Finding:
        score = seen.end.train
        nearly = seen.record.verdict == "learning" and score.loss < 0.5 * score.chance_loss
        return Finding(
            code=self.code,
            name=self.name,
            severity="info" if nearly else "warning",
            confidence=0.9,
            message=f"the {seen.record.steps:,} planned steps end while the loss still falls: {before:.3g} on average "
            f"over the fifth before the last, {last:.3g} over the last",
            at=("/training/epochs",),
            step=seen.record.steps,
            evidence={
                "loss_before": before,
                "loss_at_end": last,
                "probe_loss": score.loss,
                "chance_loss": score.chance_loss,
                "logit_spread": seen.end.output.logit_spread,
                "logit_spread_at_start": seen.start.output.logit_spread,
            },
            blame=0.8 if _is_late_riser(seen) else None,
        )


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
