import pytest

from diagnostics.fixes.fix import Clues
from diagnostics.fixes.output_units import OutputUnits
from tests.diagnostics.factories import facts, layer
from tests.diagnostics.fixes.looking import cured, stored, trains
from tests.diagnostics.train.tiny import spec_of

TWO = facts(label_form="index", target_shape=(), classes=("0", "1"))
THREE = facts(label_form="index", target_shape=(), classes=("0", "1", "2"))
GAPS = facts(label_form="index", target_shape=(), classes=("1", "2", "5"))
ROWS = facts(label_form="one_hot", target_shape=(3,), classes=("0", "1", "2"))
QUANTITIES = facts(label_form="float", task="regression", target_shape=(2,), label_counts=None)


def widened(known, units, activation, loss, *after):
    """Units, activation and loss of the output."""
    spec = spec_of(layer("Dense", "output", units=units, activation=activation), *after, loss=loss)
    made = cured(OutputUnits, spec, facts=known)
    if made is None:
        return None
    config = made.model.layers[1].config
    return config["units"], config["activation"], made.training.loss.class_name


SPARSE = "SparseCategoricalCrossentropy"


@pytest.mark.parametrize(
    ("known", "units", "activation", "loss", "expected"),
    [
        (THREE, 2, "softmax", SPARSE, (3, "softmax", SPARSE)),
        (THREE, 5, "softmax", SPARSE, (3, "softmax", SPARSE)),
        (GAPS, 3, "softmax", SPARSE, (6, "softmax", SPARSE)),
        (THREE, 1, "sigmoid", "BinaryCrossentropy", (3, "softmax", SPARSE)),
        (TWO, 1, "softmax", SPARSE, (2, "softmax", SPARSE)),
        (ROWS, 1, "sigmoid", "BinaryCrossentropy", (3, "softmax", "CategoricalCrossentropy")),
        (ROWS, 4, "softmax", "CategoricalCrossentropy", (3, "softmax", "CategoricalCrossentropy")),
        (QUANTITIES, 1, "linear", "MeanSquaredError", (2, "linear", "MeanSquaredError")),
    ],
)
def test_a_unit_for_each_with_the_loss_that_then_fits(known, units, activation, loss, expected):
    assert widened(known, units, activation, loss) == expected


def test_one_unit_for_two_classes_is_the_losss_affair():
    assert widened(TWO, 1, "sigmoid", "CategoricalCrossentropy") is None
    assert widened(TWO, 1, "sigmoid", "BinaryCrossentropy") is None


def test_without_knowing_the_labels_it_does_not_apply():
    assert widened(None, 2, "softmax", SPARSE) is None
    assert widened(facts(), 2, "softmax", SPARSE) is None
    assert widened(ROWS.model_copy(update={"target_shape": None}), 2, "softmax", "CategoricalCrossentropy") is None


def test_as_many_as_needed_stay():
    assert widened(THREE, 3, "softmax", SPARSE) is None


def test_a_shape_that_more_units_do_not_fit_stays():
    assert widened(THREE, 2, "softmax", SPARSE, layer("Reshape", target_shape=[2])) is None


def test_a_pretrained_output_stays():
    spec = stored(spec_of(layer("Dense", "output", units=2, activation="softmax")), "output")
    assert OutputUnits().apply(spec, Clues(facts=THREE)) is None


def test_it_trains():
    spec = spec_of(layer("Dense", "output", units=1, activation="sigmoid"), loss="binary_crossentropy")
    assert trains(cured(OutputUnits, spec, facts=THREE))
