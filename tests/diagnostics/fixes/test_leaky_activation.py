import pytest

from diagnostics.fixes.leaky_activation import LeakyActivation
from tests.diagnostics.factories import layer
from tests.diagnostics.fixes.looking import changes, classes, cured, trains
from tests.diagnostics.train.tiny import spec_of

OUTPUT = layer("Dense", "output", units=3, activation="softmax")


def leaky(*hidden, output=OUTPUT):
    spec = spec_of(*hidden, output)
    return changes(spec, cured(LeakyActivation, spec))


def test_fused_and_separate_activations_change():
    assert leaky(
        layer("Dense", "one", units=4, activation="relu"), layer("Dense", "two", units=4, activation="tanh")
    ) == {"one": {"activation": "leaky_relu"}}
    after = leaky(layer("Dense", "one", units=4), layer("Activation", "rectifier", activation="relu"))
    assert after == {"rectifier": {"activation": "leaky_relu"}}


def test_a_layer_of_its_own_becomes_one_with_the_same_slope():
    spec = spec_of(layer("Dense", units=4), layer("ReLU", "rectifier", trainable=False), OUTPUT)
    after = cured(LeakyActivation, spec)
    assert classes(after)["rectifier"] == "LeakyReLU"
    (made,) = (entry.config for entry in after.model.layers if entry.name == "rectifier")
    assert made == {"trainable": False, "dtype": None, "negative_slope": 0.2}


@pytest.mark.parametrize("config", [{"max_value": 6}, {"negative_slope": 0.1}, {"threshold": 1.0}])
def test_a_rectifier_with_settings_of_its_own_stays(config):
    assert leaky(layer("Dense", units=4), layer("ReLU", **config)) is None


def test_the_output_and_other_activations_stay():
    assert leaky(layer("Dense", units=4, activation="elu"), output=layer("Dense", units=3, activation="relu")) is None


def test_it_trains():
    spec = spec_of(layer("Dense", units=4, activation="relu"), layer("Dense", units=4), layer("ReLU"), OUTPUT)
    assert trains(cured(LeakyActivation, spec))
