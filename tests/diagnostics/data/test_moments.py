import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from diagnostics.data.moments import Moments


@given(
    rows=some.lists(some.integers(1, 20), min_size=1, max_size=5),
    shift=some.floats(-1e6, 1e6),
    seed=some.integers(0, 99),
    holes=some.booleans(),
)
def test_parts_together_are_the_whole(rows, shift, seed, holes):
    generator = np.random.default_rng(seed)
    values = generator.normal(shift, 2.0, (sum(rows), 6))
    if holes:
        values[generator.random(values.shape) < 0.2] = np.nan
    parts = np.split(values, np.cumsum(rows)[:-1])
    together = Moments.of(parts[0])
    for part in parts[1:]:
        together = together + Moments.of(part)
    for place, spread in enumerate(together.pooled(3).spreads()):
        known = values[:, place::3][np.isfinite(values[:, place::3])]
        if not len(known):
            assert np.isnan([spread.mean, spread.std, spread.minimum, spread.maximum]).all()
            continue
        assert (spread.minimum, spread.maximum) == (known.min(), known.max())
        assert spread.mean == pytest.approx(known.mean(), rel=1e-9, abs=1e-9)
        assert spread.std == pytest.approx(known.std(), rel=1e-5, abs=1e-5)


def test_a_feature_is_constant_when_it_has_one_finite_value():
    values = np.array([[1.0, 2.0, np.nan, 5.0], [1.0, 3.0, np.nan, np.nan]])
    assert Moments.of(values).constant() == 2


def test_at_most_64_features_are_listed():
    assert len(Moments.of(np.zeros((2, 100))).spreads()) == 64


def test_what_float64_cannot_square_is_infinite_and_no_warning():
    assert Moments.of(np.array([[1e300], [-1e300]])).spreads()[0].std == np.inf
