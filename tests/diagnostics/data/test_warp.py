import numpy as np
import pytest

from diagnostics.data.warp import Placing, warped

IMAGES = np.random.default_rng(0).random((3, 6, 8, 2), np.float32)
STILL = Placing.still(3)


def per_image(*values):
    return np.array(values, float)


def test_nothing_asked_for_changes_nothing():
    np.testing.assert_array_equal(warped(IMAGES, [STILL]), IMAGES)


def test_mirroring_is_exact_and_by_image():
    mirrored = warped(IMAGES, [STILL._replace(columns=per_image(1, -1, 1), rows=per_image(1, 1, -1))])
    np.testing.assert_array_equal(mirrored[0], IMAGES[0])
    np.testing.assert_array_equal(mirrored[1], IMAGES[1][:, ::-1])
    np.testing.assert_array_equal(mirrored[2], IMAGES[2][::-1])


def test_a_quarter_turn_is_numpy_s():
    square = IMAGES[:, :, :6]
    turned = warped(square, [STILL._replace(turn=per_image(*[np.pi / 2] * 3))])
    assert min(abs(turned - np.rot90(square, k, axes=(1, 2))).max() for k in (1, 3)) < 1e-5


def test_what_comes_in_at_an_edge_is_mirrored_there():
    shifted = warped(IMAGES, [STILL._replace(right=per_image(*[-2 / 8] * 3))])
    np.testing.assert_allclose(shifted[:, :, 2:], IMAGES[:, :, :-2], atol=1e-6)
    np.testing.assert_allclose(shifted[:, :, :2], IMAGES[:, :, 1::-1], atol=1e-6)


def test_half_a_pixel_lies_between_its_neighbours():
    shifted = warped(IMAGES, [STILL._replace(down=per_image(*[0.5 / 6] * 3))])
    np.testing.assert_allclose(shifted[:, :-1], (IMAGES[:, :-1] + IMAGES[:, 1:]) / 2, atol=1e-6)


def test_enlarging_shows_the_middle():
    image = np.zeros((1, 9, 9, 1), np.float32)
    image[:, 3:6, 3:6] = 1
    half = np.array([1 / 3])
    assert warped(image, [Placing.still(1)._replace(rows=half, columns=half)])[0, 1:-1, 1:-1].min() == pytest.approx(1)


def test_one_after_the_other_is_what_both_in_one_go_are():
    turned = STILL._replace(columns=per_image(-1, -1, -1))
    shifted = STILL._replace(right=per_image(*[2 / 8] * 3))
    np.testing.assert_allclose(
        warped(IMAGES, [turned, shifted]), warped(warped(IMAGES, [turned]), [shifted]), atol=1e-6
    )


def test_an_infinite_pixel_stays_where_it_is():
    images = IMAGES.copy()
    images[0, 2, 2] = np.inf
    assert np.isinf(warped(images, [STILL])).sum() == 2
    assert not np.isnan(warped(images, [STILL])).any()
