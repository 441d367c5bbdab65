from diagnostics.fixes.elu_activation import EluActivation
from tests.diagnostics.factories import layer
from tests.diagnostics.fixes.looking import changes, classes, cured, trains
from tests.diagnostics.train.tiny import spec_of

OUTPUT = layer("Dense", "output", units=3, activation="softmax")
SPEC = spec_of(layer("Dense", "one", units=4, activation="relu"), layer("Dense", units=4), layer("ReLU", "two"), OUTPUT)


def test_hidden_rectifiers_become_elu():
    after = cured(EluActivation, SPEC)
    assert changes(SPEC, after) == {"one": {"activation": "elu"}, "two": {"alpha": 1.0}}
    assert classes(after)["two"] == "ELU"
    assert trains(after)


def test_without_a_hidden_rectifier_it_does_not_apply():
    assert cured(EluActivation, spec_of(layer("Dense", units=4, activation="leaky_relu"), OUTPUT)) is None
