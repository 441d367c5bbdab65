from diagnostics.fixes.fix import Clues
from diagnostics.fixes.global_pooling_head import GlobalPoolingHead
from tests.diagnostics.factories import layer
from tests.diagnostics.fixes.looking import about, classes, cured, stored, trains
from tests.diagnostics.train.tiny import spec_of

OUTPUT = layer("Dense", "output", units=3, activation="softmax")
CONV = layer("Conv2D", "conv", filters=4, kernel_size=3)


def pooled(*hidden, shape=(8, 8, 1)):
    after = cured(GlobalPoolingHead, spec_of(*hidden, layer("Flatten", "flat"), OUTPUT, shape=shape))
    return None if after is None else classes(after)["flat"]


def test_maps_are_averaged_by_their_rank():
    assert pooled(CONV) == "GlobalAveragePooling2D"
    assert pooled(layer("Conv1D", filters=4, kernel_size=3), shape=(8, 2)) == "GlobalAveragePooling1D"
    assert pooled(layer("Conv3D", filters=4, kernel_size=2), shape=(4, 4, 4, 1)) == "GlobalAveragePooling3D"


def test_channels_stay_where_they_are():
    first = layer("Conv2D", "conv", filters=4, kernel_size=3, data_format="channels_first")
    spec = spec_of(first, layer("ReLU"), layer("Flatten", "flat"), OUTPUT, shape=(1, 8, 8))
    assert cured(GlobalPoolingHead, spec).model.layers[3].config["data_format"] == "channels_first"


def test_what_no_weights_have_made_stays():
    assert pooled() is None
    assert pooled(layer("MaxPooling2D")) is None


def test_vectors_stay():
    assert pooled(CONV, layer("GlobalMaxPooling2D")) is None


def test_of_several_the_named_one_changes():
    both = (layer("Flatten", "one"), layer("Flatten", "two", ["conv"]))
    spec = spec_of(CONV, *both, layer("Concatenate", inputs=["one", "two"]), OUTPUT, shape=(8, 8, 1))
    after = classes(cured(GlobalPoolingHead, spec, about(flatten="two")))
    assert (after["one"], after["two"]) == ("Flatten", "GlobalAveragePooling2D")
    assert cured(GlobalPoolingHead, spec, about(flatten="gone")) is None


def test_a_sum_that_wants_equal_lengths_is_left_alone():
    both = (layer("Flatten", "one"), layer("Flatten", "two", ["conv"]))
    spec = spec_of(CONV, *both, layer("Add", inputs=["one", "two"]), OUTPUT, shape=(8, 8, 1))
    assert cured(GlobalPoolingHead, spec, about(flatten="one")) is None


def test_stored_weights_that_read_flattened_maps_stay_fitting():
    spec = spec_of(CONV, layer("Flatten", "flat"), OUTPUT, shape=(8, 8, 1))
    assert GlobalPoolingHead().apply(stored(spec, "output"), Clues()) is None
    assert GlobalPoolingHead().apply(stored(spec, "conv"), Clues()) is not None


def test_it_trains():
    assert trains(cured(GlobalPoolingHead, spec_of(CONV, layer("Flatten"), OUTPUT, shape=(8, 8, 1))))
