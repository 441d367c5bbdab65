"""A longer run."""

from __future__ import annotations

from typing import Any, ClassVar

from diagnostics.fixes.fix import Clues, Fix
from diagnostics.fixes.settings import with_training
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec
from diagnostics.spec.training import CosineDecay, ExponentialDecay, Schedule, StepDecay

_TIMES = 4
_MOST = 1_000_000  # that a spec may ask for


class MoreEpochs(Fix):
    """Four times the epochs; a rate that falls over the run falls as much more slowly, so that it is not zero too soon.

    It leaves no trace by which to tell that it was done: applied again, it makes sixteen times the epochs.
    """

    name = "more-epochs"
    title = "Train four times as long"
    why = "The run ended while the network was still getting better: it was short of time, and of nothing else."
    safety: ClassVar[Safety] = "changes_training"

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:  # noqa: ARG002  it needs no finding
        """The longer run, or None where a spec may ask for no more epochs."""
        epochs = spec.training.epochs * _TIMES
        if epochs > _MOST:
            return None
        return with_training(spec, epochs=epochs, learning_rate=_stretched(spec.training.learning_rate))


def _stretched(schedule: Schedule) -> Schedule:
    longer: dict[str, Any]
    match schedule.value:
        case StepDecay(boundaries=boundaries):
            longer = {"boundaries": tuple(step * _TIMES for step in boundaries)}
        case ExponentialDecay(decay_steps=steps) | CosineDecay(decay_steps=steps):
            longer = {"decay_steps": steps * _TIMES}
        case _:
            return schedule
    return schedule.model_copy(update={schedule.key: schedule.value.model_copy(update=longer)})
