"""What a fix did: its pairs compared."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from statistics import fmean

from diagnostics.consult.proof.outcome import outcome, scored_samples, scores
from diagnostics.consult.proof.statistics import paired_interval, sign_flip_p
from diagnostics.consult.proof.tried import Pair, Tried
from diagnostics.observations import Score
from diagnostics.report.model import Effect
from diagnostics.trial import TrialRecord

Value = Callable[[Score], float | None]
_SAME = 1e-6  # relative difference of two chance losses: scores of one kind on the same samples


def effect(tried: Tried) -> Effect | None:
    """The pairs in figures; None without a pair."""
    pairs = tried.pairs
    if not pairs:
        return None
    metric, value = _metric(pairs)
    values = [_values(pair, value) for pair in pairs]
    changes = [after - before for before, after in values if before is not None and after is not None]
    learned = sum(outcome(pair.treated) == "learned" for pair in pairs)
    without = sum(outcome(pair.reference) == "learned" for pair in pairs)
    return Effect(
        metric=metric,
        seeds=tuple(pair.treated.seed for pair in pairs),
        reference=tuple(before for before, _ in values),
        treated=tuple(after for _, after in values),
        difference=fmean(changes) if changes else None,
        ci95=paired_interval(changes),
        p_value=sign_flip_p(changes),
        learned=f"{learned}/{len(pairs)} vs {without}/{len(pairs)}",
        steps=max(pair.treated.steps for pair in pairs),
        steps_spent=tried.steps_spent,
    )


def difference(pair: Pair) -> float | None:
    """What the fix changed in one pair, as a share of the value without it, negative where it helped.

    None where the two cannot be compared.
    """
    before, after = _values(pair, _metric([pair])[1])
    return (after - before) / abs(before) if before and after is not None else None


def _metric(pairs: Sequence[Pair]) -> tuple[str, Value]:
    """What both arms can be measured by: their loss, unless a fix changes what that means."""
    where = "held-out" if any(scored_samples(pair.treated) == "held-out" for pair in pairs) else "training"
    both = [(_last(pair.reference), _last(pair.treated)) for pair in pairs]
    known = [(before, after) for before, after in both if before is not None and after is not None]
    regression = any(pair.treated.dataset and pair.treated.dataset.task == "regression" for pair in pairs)
    if all(math.isclose(before.chance_loss, after.chance_loss, rel_tol=_SAME) for before, after in known):
        return f"{where} {'squared error' if regression else 'log loss'}", lambda score: score.loss
    if all(score.accuracy is not None for arms in known for score in arms):
        return f"{where} error rate", lambda score: None if score.accuracy is None else 1 - score.accuracy
    return f"{where} loss, relative to chance", relative_loss


def relative_loss(score: Score) -> float | None:
    """The loss in units of what ignoring the input costs."""
    return score.loss / score.chance_loss if score.chance_loss else None


def _values(pair: Pair, value: Value) -> tuple[float | None, float | None]:
    """Both arms where both were last scored equally far into their runs, which a fix may have made longer.

    Where more steps would change nothing in one of them (it came to its end, or nothing will become of it), each is
    taken where it is last.
    """
    before, after = scores(pair.reference), scores(pair.treated)
    if not (_is_final(pair.reference) or _is_final(pair.treated)):
        times = times_longer(pair.reference.planned_steps, pair.treated.planned_steps)
        looked_at = [step for step in before if step and as_far(step, times) in after]
        step = max(looked_at, default=None)
        before, after = ({}, {}) if step is None else ({step: before[step]}, {step: after[as_far(step, times)]})
    return _finite(before, value), _finite(after, value)


def times_longer(planned: int, treated: int) -> float:
    """So many times the steps of the run as asked are those with a fix; 1 where these are fewer.

    More epochs, or more steps in each, are no head start.
    """
    return treated / planned if treated > planned > 0 else 1.0


def as_far(step: int, times: float) -> int:
    """The step with the fix that answers to one without it."""
    return math.ceil(step * times)


def _is_final(record: TrialRecord) -> bool:
    return record.ended or outcome(record) == "hopeless"


def _finite(seen: dict[int, Score], value: Value) -> float | None:
    found = value(seen[max(seen)]) if seen else None
    return found if found is not None and math.isfinite(found) else None


def _last(record: TrialRecord) -> Score | None:
    seen = scores(record)
    return seen[max(seen)] if seen else None
