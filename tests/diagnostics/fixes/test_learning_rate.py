import math

import pytest

from diagnostics.findings import Finding
from diagnostics.fixes.fix import Clues
from diagnostics.fixes.learning_rate import LearningRate
from diagnostics.report.model import RangeTest
from tests.diagnostics.factories import chain, image, layer
from tests.diagnostics.fixes.applied import applied

SCHEDULES = {
    "constant": (0.001, 0.0001),
    "round": (0.003, 0.0003),
    "step": (
        {"step": {"boundaries": [10], "values": [0.1, 0.02]}},
        {"step": {"boundaries": [10], "values": [0.01, 0.002]}},
    ),
    "cyclic": (
        {"cyclic": {"base": 5e-6, "max": 3e-4, "step_size": 8}},
        {"cyclic": {"base": 5e-7, "max": 3e-5, "step_size": 8}},
    ),
    "warmup": ({"warmup": {"target": 0.01, "steps": 5}}, {"warmup": {"target": 0.001, "steps": 5}}),
    "exponential": (
        {"exponential": {"initial_learning_rate": 0.1, "decay_steps": 5, "decay_rate": 0.9, "staircase": True}},
        {"exponential": {"initial_learning_rate": 0.01, "decay_steps": 5, "decay_rate": 0.9, "staircase": True}},
    ),
    "cosine": (
        {"cosine": {"initial_learning_rate": 0.1, "decay_steps": 5, "alpha": 0.0}},
        {"cosine": {"initial_learning_rate": 0.01, "decay_steps": 5, "alpha": 0.0}},
    ),
}
RATE, STUCK = ("/training/learning_rate",), ("/training",)


def spec_of(rate):
    return chain(image(4), layer("Dense", units=2), training={"learning_rate": rate})


def finding(at=RATE, **evidence):
    return Finding("TRN408", "name", "error", 0.9, "…", at, evidence=evidence)


TOO_HIGH, TOO_LOW, NEITHER = finding(), finding(too_low=True), finding(STUCK)


def rate_after(rate, *findings, chosen=None):
    test = None if chosen is None else RangeTest(rates=(1e-5, 1.0), losses=(2.0, 1.0), chosen=chosen)
    after = applied(LearningRate, spec_of(rate), Clues(findings, None, test))
    return after.model_dump(mode="json")["training"]["learning_rate"]


@pytest.mark.parametrize(("rate", "lower"), SCHEDULES.values(), ids=SCHEDULES)
def test_without_a_range_test_every_rate_of_a_schedule_becomes_a_tenth(rate, lower):
    assert rate_after(rate) == lower
    assert rate_after(rate, TOO_HIGH) == lower


@pytest.mark.parametrize("rate", [rate for rate, _ in SCHEDULES.values()], ids=SCHEDULES)
def test_nothing_but_rates_changes(rate):
    spec = spec_of(rate)
    after = applied(LearningRate, spec, Clues())
    training = after.training.model_copy(update={"learning_rate": spec.training.learning_rate})
    assert after.model_copy(update={"training": training}) == spec


@pytest.mark.parametrize(("chosen", "becomes"), [(1e-5, 1e-5), (0.00312345, 0.0031), (0.0487, 0.049)])
def test_the_rate_becomes_what_the_range_test_chose(chosen, becomes):
    assert rate_after(0.001, NEITHER, chosen=chosen) == becomes


def test_the_largest_rate_of_a_schedule_becomes_it_and_the_others_keep_their_share():
    cyclic = {"cyclic": {"base": 1e-3, "max": 4e-2, "step_size": 8}}
    assert rate_after(cyclic, TOO_HIGH, chosen=1e-3) == {"cyclic": {"base": 2.5e-5, "max": 1e-3, "step_size": 8}}


@pytest.mark.parametrize("chosen", [math.nan, math.inf, 0.0, 0.0018, 0.00051])
def test_a_choice_that_is_none_or_hardly_another_rate_leaves_the_guess(chosen):
    assert rate_after(0.001, TOO_HIGH, chosen=chosen) == pytest.approx(1e-4)
    assert rate_after(0.001, TOO_LOW, chosen=chosen) == pytest.approx(1e-2)


def test_a_factor_of_two_counts():
    assert rate_after(0.001, NEITHER, chosen=0.002) == 0.002
    assert rate_after(0.001, NEITHER, chosen=0.0005) == 0.0005


def test_a_choice_that_contradicts_the_findings_leaves_the_guess():
    assert rate_after(0.001, TOO_HIGH, NEITHER, chosen=0.05) == 1e-4
    assert rate_after(0.001, TOO_LOW, NEITHER, chosen=1e-5) == 1e-2


def test_what_was_found_too_low_is_raised_though_the_network_is_stuck_as_well():
    assert rate_after(1e-7, TOO_LOW) == 1e-6
    assert rate_after(1e-7, NEITHER, TOO_LOW) == 1e-6
    assert rate_after(1e-7, TOO_HIGH, TOO_LOW) == 1e-8


def test_once_the_rate_is_the_chosen_one_only_the_guess_is_left():
    assert rate_after(rate_after(0.1, NEITHER, chosen=1e-3), NEITHER, chosen=1e-3) == 1e-4


def test_it_says_that_the_factor_is_a_guess():
    assert "first guess" in LearningRate.why


def test_a_schedule_without_rates_is_left_alone():
    assert LearningRate().apply(spec_of({"step": {"boundaries": [], "values": []}}), Clues()) is None
