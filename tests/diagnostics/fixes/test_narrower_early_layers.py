from diagnostics.fixes.fix import Clues
from diagnostics.fixes.narrower_early_layers import NarrowerEarlyLayers
from tests.diagnostics.factories import layer
from tests.diagnostics.fixes.looking import changes, cured, stored, trains
from tests.diagnostics.train.tiny import spec_of

HEAD = (layer("Flatten"), layer("Dense", "output", units=3, activation="softmax"))
POOL = layer("MaxPooling2D")


def conv(name, filters=32, **config):
    return layer("Conv2D", name, None, filters=filters, kernel_size=3, padding="same", **config)


def narrowed(*hidden):
    spec = spec_of(*hidden, *HEAD, shape=(16, 16, 1))
    found = changes(spec, cured(NarrowerEarlyLayers, spec))
    return found and {name: config["filters"] for name, config in found.items()}


def test_widths_are_halved_for_each_pooling_from_the_last_on():
    assert narrowed(conv("a"), conv("b"), POOL, conv("c"), POOL, conv("d")) == {"a": 8, "b": 8, "c": 16}


def test_strides_count_and_eight_is_the_least():
    assert narrowed(conv("a"), conv("b", strides=2), conv("c", strides=2), conv("d", strides=2)) == {
        "a": 8,
        "b": 8,
        "c": 16,
    }
    assert narrowed(conv("a", 8), POOL, conv("b", 8)) is None


def test_widths_that_differ_or_maps_that_never_shrink_stay():
    assert narrowed(conv("a", 16), POOL, conv("b", 32)) is None
    assert narrowed(conv("a"), conv("b")) is None
    assert narrowed() is None


def test_a_sum_that_wants_equal_widths_is_left_alone():
    skip = layer("MaxPooling2D", "skip", ["a"])
    assert narrowed(conv("a"), skip, conv("b"), layer("Add", inputs=["skip", "b"])) is None


def test_pretrained_layers_stay():
    spec = spec_of(conv("a"), POOL, conv("b"), *HEAD, shape=(8, 8, 1))
    assert NarrowerEarlyLayers().apply(stored(spec, "a", "b"), Clues()) is None
    assert NarrowerEarlyLayers().apply(stored(spec, "b"), Clues()) is None


def test_it_trains():
    assert trains(cured(NarrowerEarlyLayers, spec_of(conv("a", 16), POOL, conv("b", 16), *HEAD, shape=(8, 8, 1))))
