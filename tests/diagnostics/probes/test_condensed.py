import numpy as np
import pytest

from diagnostics.probes.condensed import PLACES, condensed
from diagnostics.probes.reading import Reading

RECTIFIED = Reading(rectified=True)


def values(*shape):
    return np.random.default_rng(0).normal(0, 1, shape).astype(np.float32)


@pytest.mark.parametrize("shape", [(6, 5), (6, 8, 8, 3), (6, 64, 2), (6, 4, 4, 4, 2)])
def test_a_small_output_is_kept_whole(shape):
    output = values(*shape)
    assert (condensed(output, Reading()).values == output).all()


@pytest.mark.parametrize("shape", [(3, 64, 64, 5), (3, 17, 31, 2), (3, 5000, 4), (3, 20, 20, 20, 2), (3, 600, 600, 1)])
def test_of_a_large_output_some_places_are_kept(shape):
    output = values(*shape)
    kept = condensed(output, Reading()).values
    assert PLACES / 8 < kept[0, ..., 0].size < 2 * PLACES
    assert np.isin(kept, output).all()
    assert kept.std() == pytest.approx(1, abs=0.2)


@pytest.mark.parametrize("shape", [(5, 7), (5, 64, 64, 7), (5, 999, 7), (5, 9, 9, 9, 7)])
def test_a_unit_is_active_where_it_is_on_at_any_place(shape):
    output = np.maximum(values(*shape), 0)
    output[..., 3] = 0
    output[1] = 0
    output[1, ..., 2].flat[-1] = 1e-30
    wanted = (output != 0).reshape(5, -1, 7).any(axis=1)
    found = condensed(output, RECTIFIED).active
    assert (found == wanted).all()
    assert found[1].tolist() == [False, False, True, False, False, False, False]


def test_units_may_come_first():
    output = np.maximum(values(4, 3, 40, 40), 0)
    output[:, 1] = 0
    found = condensed(output, Reading(rectified=True, unit_axis=1))
    assert found.values.shape[-1] == 3
    assert found.active.tolist() == [[True, False, True]] * 4


def test_what_is_not_a_number_counts_as_active():
    assert condensed(np.array([[[0.0, np.nan], [0.0, 0.0]]], np.float32), RECTIFIED).active.tolist() == [[False, True]]
