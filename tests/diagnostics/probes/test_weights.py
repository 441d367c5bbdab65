import keras
import numpy as np
import pytest

from diagnostics.probes.weights import current, movement, norm


def test_layers_without_weights_are_left_out():
    dense, flatten = keras.layers.Dense(2), keras.layers.Flatten()
    dense.build((None, 3))
    found = current({"dense": dense, "flatten": flatten})
    assert list(found) == ["dense"]
    assert [weight.shape for weight in found["dense"]] == [(3, 2), (2,)]


def test_what_was_read_does_not_change_with_the_layer():
    dense = keras.layers.Dense(2)
    dense.build((None, 3))
    before = current({"dense": dense})
    kept = before["dense"][0].copy()
    dense.kernel.assign(dense.kernel + 1)
    assert (before["dense"][0] == kept).all()


def test_the_norm_is_over_all_weights_of_the_layer():
    assert norm([np.array([[3.0, 0.0]]), np.array([4.0])]) == 5


def test_movement_is_relative_to_the_start():
    start = [np.array([3.0, 4.0], np.float32), np.array([0.0], np.float32)]
    assert movement([start[0] + np.float32(0.3), start[1] + np.float32(0.4)], start) == pytest.approx(
        np.sqrt(2 * 0.3**2 + 0.4**2) / 5, rel=1e-6
    )
    assert movement(start, start) == 0


def test_movement_from_zero_is_absolute():
    assert movement([np.array([3.0, 4.0])], [np.zeros(2)]) == 5
    assert movement([np.zeros(2)], [np.zeros(2)]) == 0


def test_a_movement_of_one_bit_is_seen():
    start = np.ones(1000, np.float32)
    assert movement([np.nextafter(start, np.float32(2))], [start]) == pytest.approx(2**-23)
