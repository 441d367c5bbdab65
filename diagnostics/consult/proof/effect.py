"""What a fix did: its pairs compared."""

from __future__ import annotations

import math
from statistics import fmean

from diagnostics.consult.proof.outcome import held_out, is_settled, outcome
from diagnostics.consult.proof.statistics import paired_interval, sign_flip_p
from diagnostics.consult.proof.tried import Pair, Tried
from diagnostics.report.model import Effect
from diagnostics.trial import TrialRecord

_SAME = 1e-6  # relative difference of two chance losses: scores of one kind on the same samples


def effect(tried: Tried) -> Effect | None:
    """The pairs in figures; None without a pair.

    Both arms are taken at the last step that both have; an arm whose fate was sealed before keeps its last value.
    """
    pairs = tried.pairs
    if not pairs:
        return None
    relative = not all(map(_alike, pairs))
    values = [_values(pair, relative=relative) for pair in pairs]
    both = [(before, after) for before, after in values if before is not None and after is not None]
    differences = [after - before for before, after in both]
    learned = sum(outcome(pair.treated) == "learned" for pair in pairs)
    without = sum(outcome(pair.reference) == "learned" for pair in pairs)
    return Effect(
        metric=_metric(pairs[0].treated, relative=relative),
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


def _values(pair: Pair, *, relative: bool) -> tuple[float | None, float | None]:
    step = min(pair.reference.steps, pair.treated.steps)
    return _value(pair.reference, step, relative=relative), _value(pair.treated, step, relative=relative)


def _value(record: TrialRecord, step: int, *, relative: bool) -> float | None:
    sealed = is_settled(record) and outcome(record) != "learned"
    value = held_out(record, None if sealed else step)
    chance = _chance(record)
    if value is None or not relative:
        return value
    return value / chance if chance else None


def _alike(pair: Pair) -> bool:
    before, after = _chance(pair.reference), _chance(pair.treated)
    return before is None or after is None or math.isclose(before, after, rel_tol=_SAME)


def _chance(record: TrialRecord) -> float | None:
    scores = [seen.validation or seen.train for seen in record.snapshots]
    return scores[-1].chance_loss if scores else None


def _metric(record: TrialRecord, *, relative: bool) -> str:
    where = "held-out" if record.dataset is None or record.dataset.validation else "training"
    kind = "squared error" if record.dataset and record.dataset.task == "regression" else "log loss"
    return f"{where} {kind}" + (", relative to chance" if relative else "")
