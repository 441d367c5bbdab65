import math

import numpy as np
import pytest

from diagnostics.consult.proof.range_test import STEPS, range_test, read
from tests.diagnostics.consult.proof.experiments import SPEC
from tests.diagnostics.factories import chain, image, layer, record

NOISE = np.random.default_rng(0).normal(0, 0.02, STEPS)


def curve(falls_at, rises_at, noise=NOISE):
    """Losses that fall from 2 to 1 about one step and rise again about another."""
    steps = np.arange(STEPS)
    fall = 1 / (1 + np.exp(-(steps - falls_at) / 3))
    rise = 4 / (1 + np.exp(-(steps - rises_at) / 2))
    return tuple((2 - fall + rise + noise).tolist())


def chosen(losses, spec=SPEC):
    return read(spec, record(role="range_test", losses=losses)).chosen


def test_the_plan_is_the_run_as_asked_with_a_rate_that_grows_to_the_end():
    plan = range_test(SPEC, 3, None)
    growth = plan.spec.training.learning_rate.exponential
    assert growth is not None
    assert (plan.key, plan.role, plan.seed) == ("range-test", "range_test", 3)
    assert (plan.horizon, plan.stop_early) == (STEPS, False)
    assert growth.initial_learning_rate * growth.decay_rate == pytest.approx(1.0)
    assert plan.spec.training.epochs >= STEPS
    assert plan.spec.model == SPEC.model


def test_the_rates_of_the_report_are_those_of_the_plan():
    growth = range_test(SPEC, 0, None).spec.training.learning_rate.exponential
    assert growth is not None
    shown = read(SPEC, record(losses=(2.0,) * STEPS)).rates
    assert shown[0] == growth.initial_learning_rate
    assert shown[50] == pytest.approx(growth.initial_learning_rate * growth.decay_rate**0.5)


def test_sgd_takes_larger_rates():
    sgd = chain(image(8), layer("Dense", units=2), training={"optimizer": "SGD"})
    assert read(sgd, record(losses=(1.0,))).rates[0] == 10 * read(SPEC, record(losses=(1.0,))).rates[0]


def test_it_chooses_where_the_loss_falls_fastest():
    rate = chosen(curve(55, 80))
    assert 10 ** (-6 + 6 * 50 / STEPS) < rate < 10 ** (-6 + 6 * 64 / STEPS)


def test_a_loss_that_never_falls_says_nothing():
    assert chosen(tuple((2 + NOISE).tolist())) is None
    assert chosen(curve(200, 60)) is None


def test_a_fall_within_the_noise_says_nothing():
    assert chosen(curve(55, 80, noise=NOISE * 50)) is None


def test_what_comes_after_a_loss_that_is_not_finite_does_not_count():
    losses = curve(55, 80)
    assert chosen((*losses[:85], math.nan, *losses[86:])) == chosen(losses)
    assert chosen((2.0, math.nan)) is None
    assert chosen(()) is None
