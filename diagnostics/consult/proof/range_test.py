"""The learning-rate range test (Smith 2017): one short run in which the rate grows at every step.

The rate to use is where the loss falls fastest: well below the one at which it begins to rise. A run whose loss never
falls by more than its own noise says nothing about rates.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import fmean, stdev

from diagnostics.report.model import RangeTest
from diagnostics.spec.job import ResolvedSpec
from diagnostics.spec.training import ExponentialDecay, Schedule
from diagnostics.trial import TrialPlan, TrialRecord

KEY = "range-test"
STEPS = 100
LOWEST, HIGHEST = 1e-6, 1.0
_PLAIN_SGD = 10.0  # times as much, where steps are not scaled by the size of past gradients
_GROWTH = 0.8  # of the running mean, that a new loss leaves as it was
_START = 20  # steps whose losses tell the noise
_CLEARLY = 5.0  # standard errors of the running mean, by which the loss must fall
_WORTHWHILE = 0.02  # of the loss, likewise


def range_test(spec: ResolvedSpec, seed: int, seconds: float | None) -> TrialPlan:
    """The run as asked, from a rate that changes nothing to one that wrecks everything."""
    growth = ExponentialDecay(
        initial_learning_rate=LOWEST * _scale(spec), decay_steps=STEPS, decay_rate=HIGHEST / LOWEST
    )
    swept = {"learning_rate": Schedule(exponential=growth), "epochs": max(spec.training.epochs, STEPS), "callbacks": ()}
    training = spec.training.model_copy(update=swept)
    return TrialPlan(
        key=KEY,
        role="range_test",
        seed=seed,
        spec=spec.model_copy(update={"training": training}),
        horizon=STEPS,
        seconds=seconds,
        stop_early=False,
    )


def read(spec: ResolvedSpec, record: TrialRecord) -> RangeTest:
    """What the run showed: the rate of every step, its loss, and the rate to use."""
    steps = range(len(record.losses))
    rates = tuple(LOWEST * _scale(spec) * (HIGHEST / LOWEST) ** (step / STEPS) for step in steps)
    return RangeTest(rates=rates, losses=record.losses, chosen=_chosen(rates, record.losses))


def _scale(spec: ResolvedSpec) -> float:
    return _PLAIN_SGD if spec.training.optimizer.class_name == "SGD" else 1.0


def _chosen(rates: Sequence[float], losses: Sequence[float]) -> float | None:
    """The rate at the steepest fall of the running mean, before that is lowest."""
    finite = losses[: next((step for step, loss in enumerate(losses) if not math.isfinite(loss)), len(losses))]
    if len(finite) <= _START:
        return None
    means = _running_means(finite)
    lowest = min(range(_START, len(means)), key=means.__getitem__)
    start, noise = fmean(finite[:_START]), stdev(finite[:_START])
    error = noise * math.sqrt((1 - _GROWTH) / (1 + _GROWTH) + 1 / _START)
    if start - means[lowest] < max(_CLEARLY * error, _WORTHWHILE * abs(start)) or lowest == _START:
        return None
    falls = {step: means[step - 1] - means[step] for step in range(_START, lowest + 1)}
    steepest = max(falls, key=falls.__getitem__)
    return float(f"{rates[steepest]:.2g}")


def _running_means(losses: Sequence[float]) -> list[float]:
    """Exponentially weighted, the start's bias taken out."""
    means, weighted, weight = [], 0.0, 0.0
    for loss in losses:
        weighted = _GROWTH * weighted + (1 - _GROWTH) * loss
        weight = _GROWTH * weight + (1 - _GROWTH)
        means.append(weighted / weight)
    return means
