import numpy as np

from diagnostics.data.signal_ranks import centred_ranks, ranked


def test_ranks_are_the_same_on_any_scale():
    values = np.random.default_rng(0).normal(size=(50, 2))
    np.testing.assert_array_equal(ranked(values), ranked(np.exp(3 * values)))
    np.testing.assert_allclose(ranked(values).std(axis=0), 1)


def test_equal_values_share_a_rank():
    np.testing.assert_allclose(centred_ranks(np.array([[3.0], [1.0], [3.0], [9.0]]))[:, 0], [0, -0.375, 0, 0.375])


def test_a_column_without_a_spread_is_zero():
    assert not ranked(np.full((5, 1), 7.0)).any()
