import numpy as np
import pytest

from diagnostics.probes.activations import Totals
from diagnostics.probes.condensed import condensed
from diagnostics.probes.reading import Reading


def figures(values, cut=64):
    values = np.asarray(values, np.float32)
    reading = Reading(rectified=True)
    slices = [condensed(values[start : start + cut], reading) for start in range(0, len(values), cut)]
    totals = Totals(slices[0], reading)
    for each in slices:
        totals.add(each)
    return totals.figures()


def values(*shape, mean=0.0, std=1.0):
    return np.random.default_rng(0).normal(mean, std, shape)


@pytest.mark.parametrize("cut", [1, 7, 10, 64])
@pytest.mark.parametrize("shape", [(30, 5), (30, 4, 4, 3), (30, 6, 2)])
def test_every_figure_is_numpy_s_over_all_inputs(shape, cut):
    output = np.maximum(values(*shape), 0).astype(np.float32)
    output[..., 0] = 0
    found, exact = figures(output, cut), output.astype(np.float64)
    assert found["mean"] == pytest.approx(exact.mean(), rel=1e-6)
    assert found["std"] == pytest.approx(exact.std(), rel=1e-6)
    assert found["across_input_std"] == pytest.approx(np.sqrt(exact.var(axis=0).mean()), rel=1e-6)
    assert found["zero_fraction"] == pytest.approx((output == 0).mean(), rel=1e-12)
    assert found["dead_fraction"] == 1 / shape[-1]
    assert found["units"] == shape[-1]


def test_outputs_that_are_all_but_equal_keep_their_digits():
    output = np.float32(0.2) + np.arange(50, dtype=np.float32)[:, None] * np.float32(2**-25)
    spread = output.astype(np.float64).std()
    assert 0 < spread < 1e-6
    assert figures(output, 8)["across_input_std"] == pytest.approx(spread, rel=1e-6)
    assert figures(output, 8)["std"] == pytest.approx(spread, rel=1e-6)


def test_a_common_signal_does_not_hide_small_differences():
    differences = values(60, 9, std=1e-8)
    output = (np.linspace(0, 1e-3, 9) + differences).astype(np.float32)
    exact = np.sqrt(output.astype(np.float64).var(axis=0).mean())
    assert figures(output, 16)["across_input_std"] == pytest.approx(exact, rel=1e-5)


def test_an_odd_first_input_does_not_hide_the_others():
    output = np.ones((100, 3), np.float32)
    output[0] = 1000
    assert figures(output)["across_input_std"] == pytest.approx(output.astype(np.float64).std(), rel=1e-3)


def test_equal_answers_have_no_spread():
    assert figures(np.full((20, 4), 0.1))["across_input_std"] == 0


def test_a_unit_is_dead_when_it_is_zero_for_every_input_and_place():
    output = np.zeros((20, 3, 3, 4))
    output[19, 2, 2, 1] = 1e-30  # alive for the last input of all, at one place
    output[:10, ..., 2] = 1
    output[..., 3] = -1
    assert figures(output, 8)["dead_fraction"] == 0.25
    assert figures(output[:8], 8)["dead_fraction"] == 0.5


def test_figures_of_a_network_that_diverged():
    with np.errstate(all="ignore"):
        found = figures([[1.0, np.nan], [np.inf, 2.0]])
    assert np.isnan(found["mean"])
    assert found["dead_fraction"] == 0
