"""How the trial of a treatment went, seen from whoever looks for a cure."""

from __future__ import annotations

import math
from typing import Literal

from diagnostics.consult.judge import CERTAIN
from diagnostics.consult.plan import SICK
from diagnostics.consult.significance import falls_short_of_chance
from diagnostics.observations import Score
from diagnostics.trial import TrialRecord

CLEAR = 3.0  # standard errors

Outcome = Literal["learned", "hopeless", "open"]


def outcome(record: TrialRecord) -> Outcome:
    """Whether the network learned, never will, or might with more steps.

    What is clearly worse than chance on held-out samples has learned nothing of use, however well it does in training.
    """
    if record.verdict == "learning":
        return "open" if fails_held_out(record) else "learned"
    if record.verdict in ("diverged", "invalid", "unstable"):
        return "hopeless"
    certain = record.confidence >= CERTAIN or record.ended or record.steps >= record.planned_steps
    return "hopeless" if record.verdict in SICK and certain else "open"


def fails_held_out(record: TrialRecord) -> bool:
    """Whether the last look shows the network clearly worse than chance on held-out samples."""
    score = record.snapshots[-1].validation if record.snapshots else None
    return score is not None and falls_short_of_chance(score, len(record.snapshots) - 1)


def is_settled(record: TrialRecord) -> bool:
    """Whether more steps would tell nothing else: what a trial showed then holds for a longer one too."""
    return outcome(record) != "open"


def promise(record: TrialRecord) -> tuple[bool, float, float]:
    """Larger for what is nearer to learning: what it clearly gained on chance, then how its answers have spread.

    With batch normalisation what is gained as in training counts too: inference follows.
    """
    if not record.snapshots:
        return False, -math.inf, -math.inf
    start, now = record.snapshots[0], record.snapshots[-1]
    score = max((now.train, now.batch_mode.train), key=_certainty) if now.batch_mode else now.train
    gain = _certainty(score)
    spread = now.output.logit_spread / max(start.output.logit_spread, 1e-12)
    if not (math.isfinite(gain) and math.isfinite(spread)):
        return False, -math.inf, -math.inf
    clear = gain > CLEAR
    return clear, score.gain if clear else 0.0, spread


def _certainty(score: Score) -> float:
    """Standard errors by which it gains on chance."""
    return score.gain / max(score.gain_error, 1e-12)


def scored_samples(record: TrialRecord) -> Literal["held-out", "training"]:
    """The samples that a trial is judged by: held-out ones, unless there are none."""
    return "training" if record.dataset is not None and record.dataset.validation is None else "held-out"


def scores(record: TrialRecord) -> dict[int, Score]:
    """Every score on those samples, by step."""
    on_training = scored_samples(record) == "training"
    looks = {seen.step: seen.train if on_training else seen.validation for seen in record.snapshots}
    return {step: score for step, score in looks.items() if score is not None}
