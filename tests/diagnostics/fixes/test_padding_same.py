import pytest

from diagnostics.fixes.fix import Clues
from diagnostics.fixes.padding_same import PaddingSame
from tests.diagnostics.factories import layer
from tests.diagnostics.fixes.looking import changes, cured, stored, trains
from tests.diagnostics.train.tiny import spec_of

HEAD = (layer("Flatten"), layer("Dense", "output", units=3, activation="softmax"))
SAME = {"padding": "same"}


def conv(name, **config):
    return layer("Conv2D", name, None, **{"filters": 2, "kernel_size": 3, **config})


def padded(*hidden, shape=(6, 6, 1)):
    spec = spec_of(*hidden, *HEAD, shape=shape)
    return changes(spec, cured(PaddingSame, spec))


def test_windows_that_narrow_their_map_are_padded():
    assert padded(conv("one"), conv("two", padding="same"), conv("three", kernel_size=1)) == {"one": SAME}


def test_windows_that_did_not_fit_fit():
    spec = spec_of(*(conv(name) for name in "abc"), layer("MaxPooling2D", "pool"), *HEAD, shape=(6, 6, 1))
    after = cured(PaddingSame, spec)
    assert changes(spec, after) == dict.fromkeys("abc", SAME)
    assert trains(after)


def test_poolings_are_padded_where_maps_are_odd():
    assert padded(layer("MaxPooling2D", "pool"), shape=(5, 5, 1)) == {"pool": SAME}
    assert padded(layer("MaxPooling2D", "pool")) is None


def test_a_merge_that_it_would_break_is_left_alone():
    cropped = (layer("Cropping2D", "cropped", ["image"], cropping=1), layer("Add", inputs=["one", "cropped"]))
    assert padded(conv("one", filters=1), *cropped) is None


@pytest.mark.parametrize("name", ["one", "output"])
def test_pretrained_layers_keep_their_padding_and_their_inputs(name):
    spec = spec_of(conv("one"), *HEAD, shape=(6, 6, 1))
    assert PaddingSame().apply(stored(spec, name), Clues()) is None
