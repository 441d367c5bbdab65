"""Whether a network has learned: better than ignoring the input, and better than it was drawn."""

from __future__ import annotations

from collections.abc import Sequence

from diagnostics.consult.significance import MIN_SAMPLES, beats_chance, falls_short_of_chance, is_positive
from diagnostics.observations import Score, Snapshot

GAIN_THAT_MATTERS = 0.05  # of the chance loss
BORN_KNOWING = 0.5  # of the chance loss gained before training: no network is drawn so lucky, it was trained before


def learned(snapshots: Sequence[Snapshot]) -> bool:
    """Whether the last look shows it in inference mode and, with batch normalisation, as in training too."""
    return learned_in_inference(snapshots) and learned_in_training(snapshots)


def learned_in_inference(snapshots: Sequence[Snapshot]) -> bool:
    """Whether the last look shows it on the training samples in inference mode."""
    return _learned(snapshots[0].train, snapshots[-1].train, len(snapshots) - 1)


def learned_in_training(snapshots: Sequence[Snapshot]) -> bool:
    """The same with batch normalisation as in training; for networks without, there is no difference."""
    start, now = snapshots[0].batch_mode, snapshots[-1].batch_mode
    if start is None or now is None:
        return learned_in_inference(snapshots)
    return _learned(start.train, now.train, len(snapshots) - 1)


def may_have_learned(snapshots: Sequence[Snapshot]) -> bool:
    """Whether a gain that would matter lies within two standard errors, such as with few samples of a rare class."""
    score = snapshots[-1].train
    gained = score.gain - max(snapshots[0].train.gain, 0.0)
    return gained > 0 and gained + 2 * score.gain_error > GAIN_THAT_MATTERS * score.chance_loss


def held_out_is_settled(snapshots: Sequence[Snapshot]) -> bool:
    """Whether the held-out samples are better or worse than chance, or too few ever to tell."""
    score, look = snapshots[-1].validation, len(snapshots) - 1
    if score is None or score.samples < MIN_SAMPLES:
        return True
    return beats_chance(score, look) or falls_short_of_chance(score, look)


def _learned(start: Score, now: Score, look: int) -> bool:
    """More than chance, and more than the network was drawn with, sample by sample where that is known."""
    if look < 1:
        return False
    if start.gain >= BORN_KNOWING * start.chance_loss:
        return beats_chance(now, look)
    if now.progress is None or now.progress_error is None:
        return beats_chance(now, look, beyond=start.gain)
    return beats_chance(now, look) and is_positive(now.progress, now.progress_error, now, look)
