"""A smaller learning rate."""

from __future__ import annotations

from typing import ClassVar

from diagnostics.fixes.fix import Clues, Fix
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec
from diagnostics.spec.training import Schedule

_RATES = {
    "step": ("values",),
    "exponential": ("initial_learning_rate",),
    "cosine": ("initial_learning_rate",),
    "cyclic": ("base", "max"),
    "warmup": ("target",),
}


class LowerLearningRate(Fix):
    """Every rate of the schedule divided by ten; its shape and its steps stay."""

    name = "learning-rate"
    title = "Lower the learning rate tenfold"
    why = (
        "Steps that are too large move all units the same way before they can tell inputs apart, and push ReLU units "
        "below zero for good. The factor of ten is a first guess, good until a range test has measured the rate."
    )
    safety: ClassVar[Safety] = "changes_training"

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:
        """The spec with a tenth of its learning rate, unless all that was found is that the rate is low already."""
        if clues.findings and all(finding.evidence.get("too_low") for finding in clues.findings):
            return None
        lower = spec.training.model_copy(update={"learning_rate": _tenth(spec.training.learning_rate)})
        return spec.model_copy(update={"training": lower})


def _tenth(schedule: Schedule) -> Schedule:
    if schedule.constant is not None:
        return Schedule(constant=_lower(schedule.constant))
    rates = {name: getattr(schedule.value, name) for name in _RATES[schedule.key]}
    lower = {
        name: tuple(map(_lower, rate)) if isinstance(rate, tuple) else _lower(rate) for name, rate in rates.items()
    }
    return schedule.model_copy(update={schedule.key: schedule.value.model_copy(update=lower)})


def _lower(rate: float) -> float:
    return float(f"{rate / 10:.12g}")
