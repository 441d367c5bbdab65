"""Learning-rate schedules as Keras objects."""

from __future__ import annotations

from typing import Any

import keras
from keras import ops

from diagnostics.spec.training import CosineDecay, Cyclic, ExponentialDecay, Schedule, StepDecay, Warmup


def learning_rate(schedule: Schedule) -> Any:
    """A number, or a Keras schedule over optimiser steps."""
    match schedule.value:
        case StepDecay(boundaries=boundaries, values=values):
            return keras.optimizers.schedules.PiecewiseConstantDecay(list(boundaries), list(values))
        case ExponentialDecay() as decay:
            return keras.optimizers.schedules.ExponentialDecay(**decay.model_dump())
        case CosineDecay() as decay:
            return keras.optimizers.schedules.CosineDecay(**decay.model_dump())
        case Cyclic() as cyclic:
            return _Triangular(cyclic)
        case Warmup() as warmup:
            return _Linear(warmup)
    return schedule.constant


class _Triangular(keras.optimizers.schedules.LearningRateSchedule):
    """Up from base to max in step_size steps and down again, for ever (Smith 2017)."""

    def __init__(self, settings: Cyclic) -> None:
        self._settings = settings

    def __call__(self, step: Any) -> Any:
        base, top, half = self._settings.base, self._settings.max, self._settings.step_size
        position = ops.mod(ops.cast(step, "float32") / half, 2.0)
        return base + (top - base) * (1.0 - ops.abs(position - 1.0))

    def get_config(self) -> dict[str, Any]:
        return self._settings.model_dump()


class _Linear(keras.optimizers.schedules.LearningRateSchedule):
    """Up from zero to the target, then constant."""

    def __init__(self, settings: Warmup) -> None:
        self._settings = settings

    def __call__(self, step: Any) -> Any:
        share = ops.minimum((ops.cast(step, "float32") + 1.0) / self._settings.steps, 1.0)
        return self._settings.target * share

    def get_config(self) -> dict[str, Any]:
        return self._settings.model_dump()
