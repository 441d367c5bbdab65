"""What a fix does beside, or instead of, what its status is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from diagnostics.consult.proof.outcome import outcome, scored_samples
from diagnostics.consult.proof.tried import Pair
from diagnostics.report.model import Effect, FixStatus
from diagnostics.trial import TrialRecord

_SOONER = 0.8  # of the steps


def remarks(status: FixStatus, pairs: Sequence[Pair], measured: Effect | None) -> Iterator[str]:
    """Whether the effect is only on training samples, or only that it learns sooner; whether it was needed at all."""
    if not pairs:
        return
    if any(scored_samples(pair.treated) == "training" for pair in pairs):
        yield "only training samples could be looked at, as nothing is held out"
    without_too = all(outcome(pair.reference) == "learned" for pair in pairs)
    if status == "proven" and without_too:
        yield "without it the network learns as well, only worse"
    if status == "proven" and not without_too and (measured is None or (measured.difference or -1.0) >= 0):
        yield "so far only training samples are answered better"
    if status == "proven" or not without_too:
        return
    if _in_all(pairs, _learned_at, _SOONER):
        yield "the network learns sooner with it, and that is all that shows"
    if measured is not None and (measured.difference or 0.0) >= 0 and _in_all(pairs, _training_loss, 1.0):
        yield "it does better on training samples alone"


def _in_all(pairs: Sequence[Pair], figure: Callable[[TrialRecord, int], float | None], share: float) -> bool:
    """Whether the figure is smaller with the fix, and at most this share, in every pair."""
    steps = [min(pair.reference.steps, pair.treated.steps) for pair in pairs]
    both = [(figure(pair.reference, step), figure(pair.treated, step)) for pair, step in zip(pairs, steps, strict=True)]
    return all(before is not None and after is not None and after < share * before for before, after in both)


def _learned_at(record: TrialRecord, step: int) -> float | None:  # noqa: ARG001  the same shape as the other figure
    return record.learned_at_step


def _training_loss(record: TrialRecord, step: int) -> float | None:
    losses = [seen.train.loss for seen in record.snapshots if seen.step <= step]
    return losses[-1] if losses else None
