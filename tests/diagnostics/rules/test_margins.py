import pytest

from diagnostics.rules.margins import (
    accuracy_error,
    accuracy_gain,
    beats_chance,
    falls_short_of_chance,
    gains_less_than,
    names_classes,
)
from tests.diagnostics.factories import score


def test_a_gain_counts_beyond_its_errors_and_from_its_share_on():
    assert beats_chance(score(gain=0.031, gain_error=0.01), 3)
    assert not beats_chance(score(gain=0.03, gain_error=0.01), 3)
    assert beats_chance(score(gain=0.1, chance_loss=1.0), 3, 0.1)
    assert not beats_chance(score(gain=0.099, chance_loss=1.0), 3, 0.1)


def test_a_loss_counts_beyond_its_errors():
    assert falls_short_of_chance(score(gain=-0.031, gain_error=0.01), 3)
    assert not falls_short_of_chance(score(gain=-0.03, gain_error=0.01), 3)
    assert not falls_short_of_chance(score(gain=0.0, gain_error=0.0), 3)


def test_a_gain_is_surely_small_with_its_errors_added():
    assert gains_less_than(score(gain=0.0, gain_error=0.01), 0.05, 3)
    assert not gains_less_than(score(gain=0.02, gain_error=0.01), 0.05, 3)


def test_accuracy_is_held_against_the_commonest_class():
    assert accuracy_gain(score(accuracy=0.75, chance_accuracy=0.5)) == 0.25
    assert accuracy_error(score(samples=100, accuracy=0.75, chance_accuracy=0.5)) == 0.05
    assert names_classes(score(samples=100, accuracy=0.66, chance_accuracy=0.5), 3)
    assert not names_classes(score(samples=100, accuracy=0.65, chance_accuracy=0.5), 3)
    assert not names_classes(score(), 3)


@pytest.mark.parametrize("figure", [float("nan"), float("inf")])
def test_errors_that_are_not_finite_prove_nothing(figure):
    wide = score(gain=0.5, gain_error=figure)
    assert not beats_chance(wide, 3)
    assert not falls_short_of_chance(score(gain=-0.5, gain_error=figure), 3)
    assert not gains_less_than(wide, 1.0, 3)
