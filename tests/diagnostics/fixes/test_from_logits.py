import pytest

from diagnostics.fixes.from_logits import FromLogits
from tests.diagnostics.factories import facts, layer
from tests.diagnostics.fixes.looking import cured
from tests.diagnostics.train.tiny import spec_of


def told(class_name, units, activation, from_logits, known=None):
    loss = {"class_name": class_name, "config": {"from_logits": from_logits}}
    spec = spec_of(layer("Dense", "output", units=units, activation=activation), loss=loss)
    after = cured(FromLogits, spec, facts=known)
    if after is None:
        return None
    assert after.model == spec.model
    return after.training.loss.config["from_logits"]


@pytest.mark.parametrize(
    ("class_name", "units", "activation"),
    [
        ("SparseCategoricalCrossentropy", 3, "softmax"),
        ("CategoricalCrossentropy", 3, "softmax"),
        ("BinaryCrossentropy", 1, "sigmoid"),
    ],
)
def test_the_flag_follows_the_output(class_name, units, activation):
    assert told(class_name, units, None, False) is True
    assert told(class_name, units, activation, True) is False
    assert told(class_name, units, None, True) is None
    assert told(class_name, units, activation, False) is None


def test_where_the_output_is_neither_it_does_not_apply():
    assert told("SparseCategoricalCrossentropy", 3, "relu", False) is None
    assert told("SparseCategoricalCrossentropy", 1, None, False) is None
    assert told("BinaryCrossentropy", 1, "softmax", True) is None


def test_quantities_have_no_logits():
    assert told("BinaryCrossentropy", 1, None, False, facts(task="regression", label_counts=None)) is None


def test_a_loss_without_the_flag_stays():
    assert cured(FromLogits, spec_of(layer("Dense", units=1), loss="mean_squared_error")) is None
