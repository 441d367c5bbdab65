import numpy as np
import pytest

from diagnostics.data.channel_order import channel_order
from diagnostics.data.dataset import Split
from diagnostics.spec.dataset import Normalize, Operation

GENERATOR = np.random.default_rng(0)
SAME = (0, 1, 2)


def compared(train, validation):
    return channel_order(train, validation)


def pictures(count, colour=(140, 120, 90), spread=25, seed=0):
    generator = np.random.default_rng(seed)
    light = generator.normal(colour, spread, (count, 1, 1, 3))
    return (light + generator.normal(0, 20, (count, 8, 8, 3))).clip(0, 255)


def split(inputs, labels=None, operations=()):
    labels = np.zeros(len(inputs), np.int64) if labels is None else np.asarray(labels)
    return Split(inputs, np.arange(len(inputs)), labels, labels, operations)


@pytest.mark.parametrize("order", [(2, 1, 0), (1, 2, 0), (0, 2, 1)])
def test_the_order_is_found(order):
    held_out = np.empty((60, 8, 8, 3))
    held_out[..., list(order)] = pictures(60, seed=1)
    found = compared(split(pictures(200)), split(held_out))
    assert (found.order, found.samples) == (order, 60)
    assert found.evidence > 60
    assert found.apart > 0.8 > 2 * found.apart_reordered


def test_preprocessing_counts():
    caffe = (Operation(backbone="caffe"),)
    plain = (Operation(normalize=Normalize(mean=(123.68, 116.779, 103.939), std=1.0)),)
    found = compared(split(pictures(200), operations=plain), split(pictures(60, seed=1), operations=caffe))
    assert found.order == (2, 1, 0)


@pytest.mark.parametrize("seed", range(5))
def test_the_same_order_leaves_little_evidence(seed):
    found = compared(split(pictures(200, seed=seed)), split(pictures(60, seed=seed + 100)))
    assert found.evidence < 30


def test_balanced_channels_and_grey_ones_tell_nothing():
    even = (120, 120, 120)
    found = compared(split(pictures(200, even)), split(pictures(60, even, seed=1)[..., ::-1]))
    assert found.evidence < 30
    grey = np.repeat(pictures(200)[..., :1], 3, axis=3)
    found = compared(split(grey[:150]), split(grey[150:, ..., ::-1]))
    assert found.evidence < 30


def test_a_class_on_one_side_alone_is_not_another_order():
    red, blue = pictures(200, (150, 120, 90)), pictures(60, (90, 120, 150), seed=1)
    assert compared(split(red), split(blue, [1] * 60)) is None
    mixed = np.concatenate([blue, pictures(10, (150, 120, 90), seed=2)])
    found = compared(split(red), split(mixed, [1] * 60 + [0] * 10))
    assert found.samples == 10
    assert found.evidence < 30


@pytest.mark.parametrize("shape", [(80, 8, 8, 1), (80, 3), (80, 8, 3), (19, 8, 8, 3)])
def test_what_has_no_colours_or_is_too_little_is_not_compared(shape):
    inputs = GENERATOR.uniform(size=shape)
    assert compared(split(inputs), split(inputs)) is None
    assert compared(split(inputs), None) is None


def test_numbers_that_are_not_finite_leave_it_open():
    inputs = pictures(80)
    inputs[3, 2, 2] = np.nan
    assert compared(split(inputs), split(pictures(60))) is None
