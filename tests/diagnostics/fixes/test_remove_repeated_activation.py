import pytest

from diagnostics.fixes.remove_repeated_activation import RemoveRepeatedActivation
from diagnostics.rules.spc.repeated_activation import RepeatedActivation
from tests.diagnostics.factories import declared, layer
from tests.diagnostics.fixes.looking import about, changes, classes, cured, trains, wiring
from tests.diagnostics.train.tiny import spec_of


def once(*layers):
    spec = spec_of(*layers)
    after = cured(RemoveRepeatedActivation, spec, *RepeatedActivation().check(declared(spec)))
    assert not list(RepeatedActivation().check(declared(after)))
    return spec, after


def test_the_second_of_two_equal_ones_goes():
    spec, after = once(layer("Dense", "output", units=3, activation="softmax"), layer("Softmax", "again"))
    assert list(classes(after)) == ["image", "output"]
    assert after.model.outputs == ("output",)
    assert changes(spec, after) == {}
    assert trains(after)


def test_the_first_of_two_different_ones_goes():
    spec, after = once(layer("Dense", "output", units=3, activation="sigmoid"), layer("Softmax", "last"))
    assert changes(spec, after) == {"output": {"activation": "linear"}}


def test_a_first_one_in_a_layer_of_its_own_is_taken_out():
    layers = (layer("Dense", "output", units=3), layer("ReLU", "rectifier"), layer("Softmax", "last"))
    _, after = once(*layers)
    assert list(classes(after)) == ["image", "output", "last"]


def test_readers_of_the_second_read_the_first():
    hidden = (layer("Dense", "hidden", units=4, activation="tanh"), layer("Activation", activation="tanh"))
    _, after = once(*hidden, layer("Dense", "output", units=3, activation="softmax"))
    assert wiring(after) == {"image": (), "hidden": ("image",), "output": ("hidden",)}


@pytest.mark.parametrize("named", [(), ("output",), ("image", "output"), ("gone", "output")])
def test_without_two_activations_it_does_not_apply(named):
    spec = spec_of(layer("Dense", "output", units=3, activation="softmax"))
    assert cured(RemoveRepeatedActivation, spec, about(*named)) is None
