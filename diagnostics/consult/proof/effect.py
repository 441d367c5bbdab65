"""What a fix did: its pairs compared."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from statistics import fmean

from diagnostics.consult.proof.outcome import is_settled, last_score, outcome, scored_samples
from diagnostics.consult.proof.statistics import paired_interval, sign_flip_p
from diagnostics.consult.proof.tried import Pair, Tried
from diagnostics.observations import Score
from diagnostics.report.model import Effect
from diagnostics.trial import TrialRecord

Value = Callable[[Score], float | None]
_SAME = 1e-6  # relative difference of two chance losses: scores of one kind on the same samples


def effect(tried: Tried) -> Effect | None:
    """The pairs in figures; None without a pair.

    Both arms are taken at the last step that both have; an arm whose fate was sealed before keeps its last value.
    """
    pairs = tried.pairs
    if not pairs:
        return None
    metric, value = _metric(pairs)
    values = [_values(pair, value) for pair in pairs]
    differences = [after - before for before, after in values if before is not None and after is not None]
    learned = sum(outcome(pair.treated) == "learned" for pair in pairs)
    without = sum(outcome(pair.reference) == "learned" for pair in pairs)
    return Effect(
        metric=metric,
        seeds=tuple(pair.treated.seed for pair in pairs),
        reference=tuple(before for before, _ in values),
        treated=tuple(after for _, after in values),
        difference=fmean(differences) if differences else None,
        ci95=paired_interval(differences),
        p_value=sign_flip_p(differences),
        learned=f"{learned}/{len(pairs)} vs {without}/{len(pairs)}",
        steps=max(pair.treated.steps for pair in pairs),
        steps_spent=tried.steps_spent,
    )


def difference(pair: Pair) -> float | None:
    """What the fix changed in one pair, negative where it helped; None where the two cannot be compared."""
    before, after = _values(pair, _metric([pair])[1])
    return after - before if before is not None and after is not None else None


def _metric(pairs: Sequence[Pair]) -> tuple[str, Value]:
    """What both arms can be measured by: their loss, unless a fix changes what that means."""
    where = "held-out" if any(scored_samples(pair.treated) == "held-out" for pair in pairs) else "training"
    both = [(last_score(pair.reference), last_score(pair.treated)) for pair in pairs]
    known = [(before, after) for before, after in both if before is not None and after is not None]
    regression = any(pair.treated.dataset and pair.treated.dataset.task == "regression" for pair in pairs)
    if all(math.isclose(before.chance_loss, after.chance_loss, rel_tol=_SAME) for before, after in known):
        return f"{where} {'squared error' if regression else 'log loss'}", lambda score: score.loss
    if all(score.accuracy is not None for arms in known for score in arms):
        return f"{where} error rate", lambda score: None if score.accuracy is None else 1 - score.accuracy
    return (
        f"{where} loss, relative to chance",
        lambda score: score.loss / score.chance_loss if score.chance_loss else None,
    )


def _relative(score: Score) -> float | None:
    return score.loss / score.chance_loss if score.chance_loss else None


def _values(pair: Pair, value: Value) -> tuple[float | None, float | None]:
    step = min(pair.reference.steps, pair.treated.steps)
    return _value(pair.reference, step, value), _value(pair.treated, step, value)


def _value(record: TrialRecord, step: int, value: Value) -> float | None:
    sealed = is_settled(record) and outcome(record) != "learned"
    score = last_score(record, None if sealed else step)
    found = value(score) if score is not None else None
    return found if found is not None and math.isfinite(found) else None
