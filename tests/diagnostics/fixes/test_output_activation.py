import pytest

from diagnostics.fixes.output_activation import OutputActivation
from tests.diagnostics.factories import facts, layer
from tests.diagnostics.fixes.looking import about, changes, classes, cured, trains
from tests.diagnostics.train.tiny import spec_of

LOGITS = {"class_name": "SparseCategoricalCrossentropy", "config": {"from_logits": True}}
QUANTITIES = facts(task="regression", label_counts=None)


def fitted(loss, units, activation, known=None, named="output"):
    spec = spec_of(layer("Dense", "output", units=units, activation=activation), loss=loss)
    after = cured(OutputActivation, spec, about(named), facts=known)
    return changes(spec, after) and changes(spec, after)["output"]["activation"]


@pytest.mark.parametrize(
    ("loss", "units", "activation", "expected"),
    [
        ("sparse_categorical_crossentropy", 3, None, "softmax"),
        ("categorical_crossentropy", 3, "sigmoid", "softmax"),
        ("binary_crossentropy", 1, "softmax", "sigmoid"),
        ("binary_crossentropy", 5, "relu", "sigmoid"),
        ("mean_squared_error", 1, "sigmoid", "linear"),
        ("mean_squared_error", 1, "softmax", "linear"),
        ("poisson", 1, "tanh", "softplus"),
        (LOGITS, 3, "softmax", "linear"),
    ],
)
def test_the_activation_that_the_loss_expects(loss, units, activation, expected):
    assert fitted(loss, units, activation) == expected


def test_what_fits_and_what_no_activation_cures_stays():
    assert fitted("binary_crossentropy", 1, "sigmoid") is None
    assert fitted("categorical_crossentropy", 1, "sigmoid") is None
    assert fitted("hinge", 1, "relu") is None


def test_for_quantities_under_a_loss_for_classes_the_loss_is_wrong():
    assert fitted("binary_crossentropy", 1, None, QUANTITIES) is None
    assert fitted("mean_squared_error", 1, "tanh", QUANTITIES) == "linear"


def test_only_the_named_output_changes():
    assert fitted("binary_crossentropy", 1, "softmax", named="other") is None


def test_a_layer_that_is_nothing_but_an_activation_changes_as_a_whole():
    spec = spec_of(layer("Dense", "output", units=3), layer("ReLU", "last"))
    after = cured(OutputActivation, spec, about("last"))
    assert classes(after) == {"image": "InputLayer", "output": "Dense", "last": "Activation"}
    assert after.model.layers[-1].config["activation"] == "softmax"
    assert trains(after)
