import pytest

from diagnostics.fixes.fix import Clues
from diagnostics.fixes.orthogonal_recurrent import OrthogonalRecurrent
from tests.diagnostics.factories import layer
from tests.diagnostics.fixes.looking import changes, cured, stored, trains
from tests.diagnostics.train.tiny import spec_of

OUTPUT = layer("Dense", "output", units=3, activation="softmax")


def orthogonal(cell):
    spec = spec_of(cell, OUTPUT, shape=(5, 2))
    return changes(spec, cured(OrthogonalRecurrent, spec))


@pytest.mark.parametrize("class_name", ["SimpleRNN", "GRU", "LSTM"])
def test_other_recurrent_kernels_become_orthogonal(class_name):
    cell = layer(class_name, "cell", units=4, recurrent_initializer="random_normal")
    assert orthogonal(cell) == {"cell": {"recurrent_initializer": "orthogonal"}}


@pytest.mark.parametrize("kernel", ["orthogonal", "OrthogonalInitializer", "identity"])
def test_those_that_keep_the_length_of_a_state_stay(kernel):
    assert orthogonal(layer("SimpleRNN", units=4, recurrent_initializer=kernel)) is None


def test_a_layer_inside_a_bidirectional_counts():
    inner = {"class_name": "LSTM", "config": {"units": 4, "recurrent_initializer": "ones"}}
    spec = spec_of(layer("Bidirectional", "both", layer=inner), OUTPUT, shape=(5, 2))
    after = cured(OrthogonalRecurrent, spec)
    assert changes(spec, after)["both"]["layer"]["config"] == {"units": 4, "recurrent_initializer": "orthogonal"}
    assert trains(after)


def test_pretrained_layers_stay():
    spec = spec_of(layer("GRU", "cell", units=4, recurrent_initializer="ones"), OUTPUT, shape=(5, 2))
    assert OrthogonalRecurrent().apply(stored(spec, "cell"), Clues()) is None
