import pytest

from diagnostics.fixes.move_dropout import MoveDropout
from diagnostics.rules.spc.dropout_misplaced import DropoutMisplaced
from tests.diagnostics.factories import declared, layer
from tests.diagnostics.fixes.looking import about, changes, cured, trains, wiring
from tests.diagnostics.train.tiny import spec_of

OUTPUT = layer("Dense", "output", units=3, activation="softmax")
HIDDEN = layer("Dense", "hidden", units=8, activation="relu")


def dropout(rate, name="dropped", kind="Dropout"):
    return layer(kind, name, rate=rate)


def put_right(*layers, shape=(4,)):
    """The spec before and after, with nothing left to find."""
    spec = spec_of(*layers, shape=shape)
    after = cured(MoveDropout, spec, *DropoutMisplaced().check(declared(spec)))
    assert after is not None
    assert not list(DropoutMisplaced().check(declared(after)))
    return spec, after


def test_dropout_of_the_answers_goes():
    spec, after = put_right(HIDDEN, OUTPUT, dropout(0.5))
    assert list(wiring(after)) == ["image", "hidden", "output"]
    assert after.model.outputs == ("output",)
    assert changes(spec, after) == {}


@pytest.mark.parametrize("rate", [0.9, 0.99])
def test_a_rate_that_is_too_high_comes_down(rate):
    spec, after = put_right(HIDDEN, dropout(rate), OUTPUT)
    assert changes(spec, after) == {"dropped": {"rate": 0.5}}


def test_the_rates_of_recurrent_layers_come_down():
    cell = layer("LSTM", "cell", units=4, dropout=0.95, recurrent_dropout=0.2)
    spec, after = put_right(cell, OUTPUT, shape=(5, 2))
    assert changes(spec, after) == {"cell": {"dropout": 0.5}}


def test_dropout_before_a_normalisation_moves_behind_it():
    spec, after = put_right(HIDDEN, dropout(0.3), layer("BatchNormalization", "norm"), layer("ReLU", "last"), OUTPUT)
    assert changes(spec, after) == {}
    expected = {"image": (), "hidden": ("image",), "norm": ("hidden",), "dropped": ("norm",), "last": ("dropped",)}
    assert wiring(after) == expected | {"output": ("last",)}
    assert trains(after)


def test_of_several_in_a_row_the_last_stays():
    _, after = put_right(*(each for name in "abcd" for each in (dropout(0.5, name), layer("Dense", units=8))), OUTPUT)
    assert [name for name in wiring(after) if name in "abcd"] == ["d"]


def test_dropout_that_is_not_named_stays():
    assert cured(MoveDropout, spec_of(HIDDEN, dropout(0.99), OUTPUT)) is None
    assert cured(MoveDropout, spec_of(HIDDEN, dropout(0.5), OUTPUT), about("dropped")) is None


def test_layers_that_are_no_dropout_stay():
    assert cured(MoveDropout, spec_of(HIDDEN, OUTPUT), about("image", "hidden", "output", "gone")) is None
