from diagnostics.fixes.fix import Clues
from diagnostics.fixes.gated_cell import GatedCell
from tests.diagnostics.factories import layer
from tests.diagnostics.fixes.looking import classes, cured, stored, trains
from tests.diagnostics.train.tiny import spec_of

OUTPUT = layer("Dense", "output", units=3, activation="softmax")
PLAIN = layer("SimpleRNN", "cell", units=4, activation="relu", return_sequences=True, dropout=0.1)
SPEC = spec_of(PLAIN, layer("LSTM", "gated", units=4), OUTPUT, shape=(5, 2))


def test_plain_cells_become_gated_ones():
    after = cured(GatedCell, SPEC)
    assert classes(after) == classes(SPEC) | {"cell": "GRU"}
    config = after.model.layers[1].config
    assert (config["units"], config["return_sequences"], config["dropout"]) == (4, True, 0.1)
    assert (config["activation"], config["recurrent_activation"]) == ("tanh", "sigmoid")
    assert after.model.layers[2:] == SPEC.model.layers[2:]
    assert trains(after)


def test_a_layer_inside_a_bidirectional_counts():
    inner = {"class_name": "SimpleRNN", "config": {"units": 4}}
    after = cured(GatedCell, spec_of(layer("Bidirectional", "both", layer=inner), OUTPUT, shape=(5, 2)))
    assert after.model.layers[1].config["layer"]["class_name"] == "GRU"
    assert trains(after)


def test_without_plain_cells_it_does_not_apply():
    assert cured(GatedCell, spec_of(layer("GRU", units=4), OUTPUT, shape=(5, 2))) is None
    assert GatedCell().apply(stored(SPEC, "cell"), Clues()) is None
