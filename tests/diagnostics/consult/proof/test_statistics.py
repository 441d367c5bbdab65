import pytest

from diagnostics.consult.proof.statistics import paired_interval, sign_flip_p


def test_the_interval_is_student_s():
    assert paired_interval([1.0, 2.0, 3.0]) == pytest.approx((2 - 4.30265 / 3**0.5, 2 + 4.30265 / 3**0.5), abs=1e-4)


def test_one_difference_has_no_interval():
    assert paired_interval([1.0]) is None
    assert paired_interval([]) is None


def test_equal_differences_have_an_interval_of_no_width():
    assert paired_interval([0.5, 0.5, 0.5]) == (0.5, 0.5)


@pytest.mark.parametrize(
    ("differences", "p"),
    [([-1.0, -2.0, -3.0], 2 / 8), ([1.0, -1.0], 1.0), ([-0.1] * 8, 2 / 256), ([3.0, -1.0, -1.0], 1.0), ([0.0], 1.0)],
)
def test_the_p_value_counts_every_way_to_flip_signs(differences, p):
    assert sign_flip_p(differences) == p


def test_sums_that_differ_by_rounding_alone_are_equal():
    assert sign_flip_p([0.1, 0.2, 0.3]) == sign_flip_p([-0.1, -0.2, -0.3]) == 2 / 8


def test_without_differences_there_is_no_p_value():
    assert sign_flip_p([]) is None
