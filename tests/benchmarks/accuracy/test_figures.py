import pytest

from benchmarks.accuracy.figures import clustered, wilson


def test_wilson_against_the_published_example():
    low, high = wilson(81, 263)  # Newcombe 1998, table I: 0.2553 to 0.3662 without continuity correction
    assert (low, high) == pytest.approx((0.2553, 0.3662), abs=5e-5)


def test_wilson_at_the_ends_leaves_room_for_luck():
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)
    assert wilson(20, 20)[1] == 1.0
    assert wilson(0, 0) == (0.0, 1.0)


def test_runs_of_one_cluster_that_agree_count_as_one():
    alike = {f"base {number}": [number % 2 == 0] * 50 for number in range(10)}
    low, high = clustered(alike)
    assert low < 0.25
    assert high > 0.75
    assert wilson(250, 500)[0] > 0.45  # which takes every run for itself


def test_clusters_that_are_alike_give_a_narrow_interval():
    low, high = clustered({f"base {number}": [True, False] for number in range(10)})
    assert (low, high) == (0.5, 0.5)


def test_where_all_runs_agree_the_clusters_are_the_sample():
    assert clustered({"a": [True] * 90, "b": [True] * 90}) == wilson(2, 2)
    assert clustered({"a": [False] * 90, "b": [False] * 90}) == wilson(0, 2)


def test_the_same_runs_give_the_same_interval():
    runs = {"a": [True, False, True], "b": [False], "c": [True]}
    assert clustered(runs) == clustered(runs)
