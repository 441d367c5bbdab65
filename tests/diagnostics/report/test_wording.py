import math

import pytest

from diagnostics.report import wording
from tests.diagnostics.report.making import effect


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "–"),
        (0, "0"),
        (1234567, "1,234,567"),
        (-1234.0, "−1,234"),
        (0.0123456, "0.01235"),
        (-1.2e-7, "−1.2e-7"),
        (3e20, "3e20"),
        (2.5e10, "2.5e10"),
        (math.nan, "NaN"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
        (10**30, f"{10**30:,}"),
    ],
)
def test_numbers(value, words):
    assert wording.number(value) == words


def test_a_difference_has_a_sign():
    assert [wording.signed(value) for value in (1.5, -1.5, 0, None)] == ["+1.5", "−1.5", "0", "–"]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, "–"),
        (0.0134, "13.4 ms"),
        (2.0, "2 s"),
        (185, "3 min 5 s"),
        (math.nan, "NaN"),
        (1e-9, "1e-6 ms"),
        (0.9999, "1,000 ms"),
    ],
)
def test_durations(seconds, words):
    assert wording.duration(seconds) == words


def test_shares():
    assert [wording.percent(share) for share in (0, 0.001, 0.53, 1, math.nan)] == ["0%", "<1%", "53%", "100%", "NaN%"]


def test_counts_say_which_arm_they_are_of():
    assert wording.learned(effect((0.5,), "3/3 vs 0/3")) == "3/3 with it, 0/3 without"
    assert wording.learned(effect((0.5,), "all of them")) == "all of them"


def test_an_interval_is_as_long_as_what_is_known():
    whole = {"difference": -1.5, "ci95": (-2.0, -1.0), "p_value": 0.25}
    assert wording.interval(effect((0.5,), "", **whole)) == "−1.5, 95% interval −2 to −1, p=0.25"
    assert wording.interval(effect((0.5,), "", difference=-1.5, ci95=None, p_value=None)) == "−1.5"
    assert wording.interval(effect((0.5,), "", difference=None)) == ""
