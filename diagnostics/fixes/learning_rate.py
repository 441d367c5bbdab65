"""Another learning rate."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import ClassVar

from diagnostics.findings import Finding
from diagnostics.fixes.fix import Clues, Fix, Need
from diagnostics.fixes.settings import with_training
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec
from diagnostics.spec.training import Schedule

_RATES = {
    "constant": (),
    "step": ("values",),
    "exponential": ("initial_learning_rate",),
    "cosine": ("initial_learning_rate",),
    "cyclic": ("base", "max"),
    "warmup": ("target",),
}
_PLACE = "/training/learning_rate"
_NOTABLE = 2.0  # a rate that differs by less changes nothing to speak of
_GUESS = 10.0


class LearningRate(Fix):
    """Every rate of the schedule times the same factor; its shape and its steps stay.

    The largest rate becomes the one that the range test chose. Where there is none, it is hardly another, or it goes
    against what the findings say, the rates are divided by ten, or multiplied by ten where they were found too low. A
    guess leaves no trace by which to tell that it has been made: applied again, it goes on by another factor of ten.
    """

    name = "learning-rate"
    title = "Use the learning rate that the range test found, or a tenth"
    why = (
        "Steps that are too large move all units the same way before they can tell inputs apart, and push ReLU units "
        "below zero for good; steps that are too small lead nowhere. A range test measures which rate this network "
        "takes. Where it chose none that fits, a factor of ten is a first guess."
    )
    safety: ClassVar[Safety] = "changes_training"
    needs: ClassVar[frozenset[Need]] = frozenset({"range_test"})

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:
        """The spec with other rates."""
        schedule = spec.training.learning_rate
        rates = _rates(schedule)
        if not rates:
            return None
        largest = max(rates)
        chosen = _chosen(clues, largest)
        if chosen is not None:
            factor = float(f"{chosen:.2g}") / largest
            return with_training(spec, learning_rate=_changed(schedule, lambda rate: float(f"{rate * factor:.2g}")))
        guess = _GUESS if _says_low(clues.findings) else 1 / _GUESS
        return with_training(spec, learning_rate=_changed(schedule, lambda rate: float(f"{rate * guess:.12g}")))


def _chosen(clues: Clues, largest: float) -> float | None:
    """What the range test chose, where that is another rate and in no contradiction to the findings."""
    chosen = clues.range_test.chosen if clues.range_test is not None else None
    if chosen is None or not math.isfinite(chosen) or not chosen > 0:
        return None
    if 1 / _NOTABLE < chosen / largest < _NOTABLE:
        return None
    contradicted = _says_high(clues.findings) if chosen > largest else _says_low(clues.findings)
    return None if contradicted else chosen


def _says_high(findings: Sequence[Finding]) -> bool:
    return any(_PLACE in finding.at and not finding.evidence.get("too_low") for finding in findings)


def _says_low(findings: Sequence[Finding]) -> bool:
    """Whether the rate was found too low; a network that is stuck, say, tells nothing of the rate."""
    return any(finding.evidence.get("too_low") for finding in findings) and not _says_high(findings)


def _rates(schedule: Schedule) -> list[float]:
    if schedule.constant is not None:
        return [schedule.constant]
    found = [getattr(schedule.value, name) for name in _RATES[schedule.key]]
    return [rate for entry in found for rate in (entry if isinstance(entry, tuple) else (entry,))]


def _changed(schedule: Schedule, change: Callable[[float], float]) -> Schedule:
    if schedule.constant is not None:
        return Schedule(constant=change(schedule.constant))
    rates = {name: getattr(schedule.value, name) for name in _RATES[schedule.key]}
    changed = {
        name: tuple(map(change, rate)) if isinstance(rate, tuple) else change(rate) for name, rate in rates.items()
    }
    return schedule.model_copy(update={schedule.key: schedule.value.model_copy(update=changed)})
