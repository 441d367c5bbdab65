import pytest
from scipy.stats import chi2, chi2_contingency

from diagnostics.rules.dat.skew import chi_square_quantile, differs_by_more_than_luck, distance


@pytest.mark.parametrize("degrees", [1, 3, 9, 100])
@pytest.mark.parametrize("probability", [0.95, 0.999, 0.9999])
def test_the_quantile_is_close_to_the_exact_one(probability, degrees):
    assert chi_square_quantile(probability, degrees) == pytest.approx(chi2.ppf(probability, degrees), rel=0.05)


def test_the_distance_is_the_share_that_would_have_to_change():
    assert distance({"a": 50, "b": 50}, {"a": 10}) == 0.5
    assert distance({"a": 5}, {"b": 7}) == 1
    assert distance({"a": 4, "b": 4}, {"b": 7, "a": 7}) == 0
    assert distance({}, {"a": 1}) == 0


@pytest.mark.parametrize("held_out", [(25, 25), (32, 18), (40, 10), (45, 5)])
def test_luck_is_judged_as_by_the_chi_square_test(held_out):
    here, there = {"a": 100, "b": 100}, {"a": held_out[0], "b": held_out[1]}
    exact = chi2_contingency([[100, 100], held_out], correction=False).pvalue
    assert differs_by_more_than_luck(here, there, 0.001) == (exact < 0.001)


def test_rare_classes_are_put_together():
    many = {str(label): 20 for label in range(100)}
    few = {str(label): 1 for label in range(50)}
    assert not differs_by_more_than_luck(many, few, 1e-4)
    assert differs_by_more_than_luck({"a": 1000, **few}, {"a": 100, **dict.fromkeys(few, 4)}, 1e-4)


def test_nothing_to_compare():
    assert not differs_by_more_than_luck({"a": 9}, {}, 0.01)
    assert not differs_by_more_than_luck({"a": 9}, {"a": 9}, 0.01)
