from diagnostics.fixes.fix import Clues
from diagnostics.fixes.remove_pooling import RemovePooling
from tests.diagnostics.factories import layer
from tests.diagnostics.fixes.looking import classes, cured, stored, trains
from tests.diagnostics.train.tiny import spec_of

HEAD = (layer("Flatten", "flat"), layer("Dense", "output", units=3, activation="softmax"))


def conv(name, **config):
    return layer("Conv2D", name, None, **{"filters": 2, "kernel_size": 3, "padding": "same", **config})


def pools(count):
    return [layer("MaxPooling2D", f"pool_{number}") for number in range(count)]


def left(*hidden, shape=(8, 8, 1)):
    after = cured(RemovePooling, spec_of(*hidden, *HEAD, shape=shape))
    return None if after is None else [name for name in classes(after) if name not in ("image", "flat", "output")]


def test_poolings_go_that_have_no_place_or_leave_one_position():
    assert left(conv("one"), *pools(5)) == ["one", "pool_0", "pool_1"]


def test_poolings_before_a_convolution_without_a_place_go():
    assert left(*pools(2), conv("one", padding="valid")) == ["pool_0", "one"]


def test_maps_that_keep_their_places_stay():
    assert left(conv("one"), *pools(2)) is None


def test_a_convolution_that_no_pooling_has_starved_is_not_helped():
    assert left(conv("one", kernel_size=9, padding="valid")) is None


def test_pretrained_poolings_stay():
    spec = spec_of(conv("one"), *pools(3), *HEAD, shape=(8, 8, 1))
    assert RemovePooling().apply(stored(spec, "pool_2"), Clues()) is None
    assert RemovePooling().apply(stored(spec, "output"), Clues()) is None


def test_it_trains():
    assert trains(cured(RemovePooling, spec_of(conv("one"), *pools(5), *HEAD, shape=(8, 8, 1))))
