"""Which learning rates each optimizer is known to work with."""

from __future__ import annotations

import math
from dataclasses import dataclass

from diagnostics.spec.training import (
    CosineDecay,
    Cyclic,
    ExponentialDecay,
    KerasObject,
    Schedule,
    StepDecay,
    Training,
    Warmup,
)


@dataclass(frozen=True)
class Usual:
    """Rates of one optimizer: the highest in use, from where on nothing learns, and the lowest in use.

    `steps_by_rate` says that a weight moves by about the rate in each step, whatever the size of its gradient.
    """

    high: float
    hopeless: float
    low: float
    steps_by_rate: bool = False


_ADAM = Usual(high=1e-2, hopeless=0.3, low=1e-6, steps_by_rate=True)
_USUAL = {
    **dict.fromkeys(("Adam", "AdamW", "Adamax", "Nadam", "RMSprop"), _ADAM),
    "Lion": Usual(high=3e-3, hopeless=0.1, low=1e-7, steps_by_rate=True),
    "SGD": Usual(high=1.0, hopeless=10.0, low=1e-5),
    "Adagrad": Usual(high=0.3, hopeless=3.0, low=1e-5),
    "Ftrl": Usual(high=1.0, hopeless=10.0, low=1e-5),
    "Adadelta": Usual(high=10.0, hopeless=1000.0, low=1e-2),
}


def usual(optimizer: KerasObject) -> Usual | None:
    """What is known about the optimizer; None for those that scale their steps in ways of their own."""
    return _USUAL.get(optimizer.class_name)


def largest_rate(training: Training) -> float:
    """The largest rate of the schedule; with momentum m, what it adds up to: rate / (1 - m)."""
    rate = schedule_peak(training.learning_rate)
    momentum = training.optimizer.config.get("momentum") if training.optimizer.class_name == "SGD" else None
    if not isinstance(momentum, int | float) or not 0 <= momentum < 1:
        return rate
    return float(f"{rate / (1 - momentum):.9g}")  # 0.1 at a momentum of 0.9 is 1, not 1.0000000000000002


def schedule_peak(schedule: Schedule) -> float:
    """The largest rate that the schedule reaches; NaN where it has none."""
    match schedule.value:
        case StepDecay(values=values):
            return max(values, default=math.nan)
        case ExponentialDecay(initial_learning_rate=rate) | CosineDecay(initial_learning_rate=rate):
            return float(rate)
        case Cyclic(base=base, max=top):
            return float(max(base, top))
        case Warmup(target=target):
            return float(target)
    return float(schedule.value)
