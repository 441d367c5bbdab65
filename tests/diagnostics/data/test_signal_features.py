import numpy as np
import pytest

from diagnostics.data.dataset import Split
from diagnostics.data.signal_features import features, standardised
from diagnostics.data.signal_question import Chosen

GENERATOR = np.random.default_rng(0)
SHAPES = {"table": (12,), "wide table": (300,), "sequence": (20, 3), "image": (24, 18, 3), "tiny image": (4, 4, 1)}


def chosen(inputs):
    rows = np.arange(len(inputs))
    return Chosen(Split(inputs, rows, np.zeros(len(inputs)), None), rows)


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_inputs_of_any_form_have_standard_features(shape):
    seen = features([chosen(GENERATOR.normal(size=(40, *shape)))])
    assert seen.shape[0] == 40
    assert np.isfinite(seen).all()
    np.testing.assert_allclose(seen.mean(axis=0), 0, atol=0.2)
    assert abs(seen).max() <= 5


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_split_on_another_scale_has_the_same_features(shape):
    inputs = GENERATOR.integers(0, 256, (40, *shape)).astype(np.float32)
    plain = features([chosen(inputs[:25]), chosen(inputs[25:])])
    scaled = features([chosen(inputs[:25]), chosen(inputs[25:] + 0.0)])
    np.testing.assert_allclose(plain, scaled)
    assert plain[25:].mean(axis=0) == pytest.approx(0, abs=0.3)


def test_each_part_is_standardised_by_itself():
    values = GENERATOR.normal(size=(60, 3))
    moved = np.concatenate([values[:40], 7 * values[40:] + 100])
    np.testing.assert_allclose(standardised(values, [40]), standardised(moved, [40]))


def test_columns_that_vary_in_no_part_are_left_out():
    values = np.concatenate([GENERATOR.normal(size=(40, 2)), np.full((40, 1), 3.0)], axis=1)
    assert standardised(values).shape == (40, 2)
    values[:20, 0] = 1.0
    seen = standardised(values, [20])
    assert seen.shape == (40, 2)
    assert not seen[:20, 0].any()


def test_inputs_that_are_all_alike_have_no_features():
    assert features([chosen(np.ones((30, 16, 16, 3)))]).shape == (30, 0)
