import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnostics.report.html.drawing.axis import Axis, axis_over, log_axis_over


def test_numbers_lie_in_proportion():
    axis = Axis(0, 10, 100, 200)
    assert [axis.at(value) for value in (0, 5, 10)] == [100, 150, 200]


def test_powers_of_ten_are_equally_far_apart_on_a_logarithmic_axis():
    axis = log_axis_over([1e-4, 1e-2], 0, 100)
    assert [round(axis.at(value), 6) for value in (1e-4, 1e-3, 1e-2)] == [0, 50, 100]


def test_what_lies_beyond_the_ends_is_drawn_at_the_end():
    axis = Axis(0, 10, 0, 100)
    assert (axis.at(-5), axis.at(50)) == (0, 100)


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 10, [0, 2, 4, 6, 8, 10]),
        (0, 2.4, [0, 0.5, 1, 1.5, 2]),
        (-3, 1, [-3, -2, -1, 0, 1]),
    ],
)
def test_ticks_are_round_numbers(low, high, ticks):
    assert Axis(low, high, 0, 100).ticks() == pytest.approx(ticks)


def test_ticks_of_a_logarithmic_axis_are_powers_of_ten():
    assert log_axis_over([1e-6, 1], 0, 1).ticks() == pytest.approx([1e-6, 1e-4, 1e-2, 1])


def test_within_one_power_of_ten_there_are_ticks_between():
    assert log_axis_over([1.5, 12], 0, 1).ticks() == pytest.approx([2, 5, 10])


def test_a_loss_that_hardly_moves_is_drawn_against_zero():
    axis = axis_over([2.30, 2.31], 0, 100)
    assert axis.low == 0
    assert axis.at(2.31) - axis.at(2.30) < 1


def test_what_explodes_gets_a_logarithmic_axis_where_all_is_positive():
    assert axis_over([2.3, 0.1, 1000.0], 0, 1).is_log
    assert not axis_over([2.3, -0.1, 1000.0], 0, 1).is_log


def test_what_falls_towards_zero_keeps_its_linear_axis():
    assert not axis_over([2.3, 0.1, 1e-4], 0, 1).is_log


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True)))
@pytest.mark.parametrize("over", [axis_over, log_axis_over])
def test_any_numbers_have_places_and_few_ticks(over, values):
    axis = over(values, 0.0, 100.0)
    assert all(0 <= axis.at(value) <= 100 for value in values if axis.shows(value))
    ticks = axis.ticks()
    assert len(ticks) <= 10
    assert all(math.isfinite(tick) for tick in ticks)
