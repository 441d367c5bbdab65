import numpy as np
import pytest
from pydantic import TypeAdapter

from diagnostics.data.augment import Augment, Draw
from diagnostics.data.errors import DataError
from diagnostics.spec.augmentation import Augmentation

IMAGES = np.random.default_rng(0).integers(0, 256, (40, 12, 16, 3)).astype(np.uint8)
ROWS = np.arange(40)
FIRST = Draw(1, 0)
ALL = [
    *({"flip": "horizontal_and_vertical"}, {"rotate": 0.1}, {"zoom": 0.2}, {"translate": 0.1}),
    *({"contrast": 0.3}, {"crop": 0.8}, {"cutout": 0.25}),
]


def augment(*operations):
    return Augment(TypeAdapter(tuple[Augmentation, ...]).validate_python(operations))


def changed(*operations, draw=FIRST, images=IMAGES):
    return augment(*operations)(images, ROWS[: len(images)], draw)


@pytest.mark.parametrize("operation", ALL, ids=lambda operation: next(iter(operation)))
def test_images_keep_their_shape_and_most_are_changed(operation):
    images = changed(operation)
    assert images.shape == IMAGES.shape
    assert images.dtype == np.float32
    assert (images != IMAGES).any(axis=(1, 2, 3)).mean() > 0.6
    assert (images.min(), images.max()) >= (-128, 0)


def test_a_sample_is_the_same_in_any_batch():
    some = np.array([7, 3, 31])
    np.testing.assert_array_equal(augment(*ALL)(IMAGES[some], some, Draw(1, 2)), changed(*ALL, draw=Draw(1, 2))[some])


def test_each_epoch_and_each_seed_draw_anew():
    first, *others = (changed(*ALL, draw=draw) for draw in (FIRST, Draw(1, 1), Draw(2, 0)))
    for other in others:
        assert (first != other).any(axis=(1, 2, 3)).all()


def test_a_flip_mirrors_about_half_of_the_images_exactly():
    images = changed({"flip": "horizontal"})
    mirrored = (images == IMAGES[:, :, ::-1]).all(axis=(1, 2, 3))
    assert (mirrored | (images == IMAGES).all(axis=(1, 2, 3))).all()
    assert 10 < mirrored.sum() < 30


def test_contrast_keeps_the_mean_and_spreads_the_rest():
    images, before = changed({"contrast": 0.5}), IMAGES.astype(np.float32)
    np.testing.assert_allclose(images.mean(axis=(1, 2)), before.mean(axis=(1, 2)), rtol=1e-4)
    ratio = images.std(axis=(1, 2, 3)) / before.std(axis=(1, 2, 3))
    assert 0.49 < ratio.min() < 0.7 < 1.3 < ratio.max() < 1.51


def test_cutout_paints_one_rectangle_in_the_image_s_mean():
    hidden = (changed({"cutout": 0.5}) != IMAGES).any(axis=-1)
    assert hidden.mean(axis=(1, 2)).max() <= 0.26
    assert hidden.mean(axis=(1, 2)).min() > 0.02  # a corner at least


def test_a_shift_of_one_side_alone_leaves_the_other():
    columns = np.broadcast_to(np.arange(16, dtype=np.float32)[:, None], (40, 12, 16, 1))
    np.testing.assert_allclose(changed({"translate": [0.3, 0]}, images=columns), columns, atol=1e-4)
    assert (changed({"translate": [0, 0.3]}, images=columns) != columns).any()


def test_a_crop_shows_a_part_larger():
    slope = np.broadcast_to(np.arange(16, dtype=np.float32)[:, None], (40, 12, 16, 1))
    spread = np.ptp(changed({"crop": 0.5}, images=slope)[:, 0, :, 0], axis=1)
    assert 7 < spread.min() < 9 < spread.max() < 15


def test_only_images_are_augmented():
    with pytest.raises(DataError, match=r"only images can be augmented, not inputs of shape \(5,\)") as raised:
        augment({"rotate": 0.1})(np.zeros((2, 5)), ROWS[:2], Draw(0, 0))
    assert raised.value.pointer == "/dataset/augment"
