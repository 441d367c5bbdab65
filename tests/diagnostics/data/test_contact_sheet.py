import base64
import io

import numpy as np
import pytest
from PIL import Image

from diagnostics.data.contact_sheet import contact_sheet
from diagnostics.data.dataset import Split
from diagnostics.observations import Spread

GENERATOR = np.random.default_rng(0)
LABELS = np.repeat([0, 1, 2], [40, 40, 2])


def split(inputs, classes=LABELS, targets=None):
    return Split(inputs, np.arange(len(inputs)), classes if targets is None else targets, classes)


def opened(thumbnail):
    head, _, data = thumbnail.image.partition(",")
    assert head == "data:image/png;base64"
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(data))))


def test_each_class_is_shown_in_turn():
    inputs = GENERATOR.integers(0, 255, (82, 8, 8, 3)).astype(np.uint8)
    shown = contact_sheet(split(inputs), ("cat", "dog", "a" * 50), None)
    assert [thumbnail.label for thumbnail in shown] == ["cat"] * 5 + ["dog"] * 5 + ["a" * 40] * 2
    assert np.array_equal(opened(shown[0]), inputs[0])
    assert np.array_equal(opened(shown[-1]), inputs[81])


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_large_pictures_are_made_small(channels):
    inputs = GENERATOR.integers(0, 255, (82, 90, 60, channels)).astype(np.uint8)
    shown = contact_sheet(split(inputs), None, None)
    assert {opened(thumbnail).shape[:2] for thumbnail in shown} == {(32, 21)}
    assert sum(len(thumbnail.image) for thumbnail in shown) < 12 * 8000


@pytest.mark.parametrize(("low", "high", "dark", "bright"), [(0, 1, 0, 255), (-1, 1, 0, 255), (0, 16, 0, 16)])
def test_other_numbers_are_brought_to_the_range_of_bytes(low, high, dark, bright):
    inputs = np.full((82, 8, 8, 1), float(low))
    inputs[:, 4:] = high
    inputs[0, 7, 7] = np.nan
    stored = Spread(minimum=low, maximum=high, mean=0, std=1)
    (first, second, *_) = contact_sheet(split(inputs), None, stored)
    assert (opened(second)[0, 0], opened(second)[7, 0]) == (dark, bright)
    assert opened(first).shape == (8, 8)


def test_quantities_and_several_labels_are_told_as_numbers():
    inputs = GENERATOR.integers(0, 255, (82, 8, 8, 1)).astype(np.uint8)
    shown = contact_sheet(split(inputs, None, np.arange(82) / 3), None, None)
    assert (len(shown), shown[1].label) == (12, "2.333")
    rows = np.eye(6)[np.arange(82) % 6]
    assert contact_sheet(split(inputs, None, rows), None, None)[0].label == "1, 0, 0, 0, …"


@pytest.mark.parametrize("shape", [(82, 20), (82, 8, 8), (82, 3, 8, 3), (82, 8, 8, 2)])
def test_what_is_no_picture_is_not_shown(shape):
    assert contact_sheet(split(GENERATOR.uniform(size=shape)), None, None) == ()
