import pytest

from diagnostics.fixes.add_nonlinearity import AddNonlinearity
from tests.diagnostics.factories import layer
from tests.diagnostics.fixes.looking import about, changes, cured, trains, wiring
from tests.diagnostics.train.tiny import spec_of

OUTPUT = layer("Dense", "output", units=3, activation="softmax")


def test_named_hidden_layers_get_a_relu():
    spec = spec_of(layer("Dense", "one", units=4), layer("Dense", "two", units=4), OUTPUT)
    assert changes(spec, cured(AddNonlinearity, spec, about("one"))) == {"one": {"activation": "relu"}}
    assert cured(AddNonlinearity, spec) is None


def test_behind_a_normalisation_it_is_a_layer():
    spec = spec_of(layer("Dense", "one", units=4), layer("BatchNormalization", "norm"), OUTPUT)
    after = cured(AddNonlinearity, spec, about("one"))
    assert changes(spec, after) == {}
    assert wiring(after)["one_activation"] == ("norm",)
    assert wiring(after)["output"] == ("one_activation",)
    assert trains(after)


@pytest.mark.parametrize(
    "hidden",
    [[layer("Dense", "one", units=4, activation="tanh")], [layer("Dense", "one", units=4), layer("ReLU")]],
    ids=["its own", "behind it"],
)
def test_what_has_an_activation_stays(hidden):
    assert cured(AddNonlinearity, spec_of(*hidden, OUTPUT), about("one")) is None


def test_the_output_stays():
    assert cured(AddNonlinearity, spec_of(layer("Dense", "output", units=3)), about("output")) is None
