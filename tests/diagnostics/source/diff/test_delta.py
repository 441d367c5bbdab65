import pytest

from diagnostics.fixes.wiring import (
    Addition,
    with_layer_before,
    with_layer_moved_behind,
    with_layers_behind,
    without_layer,
)
from diagnostics.source.diff.delta import delta, deltas
from diagnostics.source.diff.errors import NotExpressible
from tests.diagnostics.source.diff.rewritten import program, spec_of

SPEC = spec_of(
    program("""
    import keras
    from keras import layers
    inputs = keras.Input((8,), name='in')
    a = layers.Dense(8, name='a')(inputs)
    b = layers.Dropout(0.1, name='b')(a)
    c = layers.ReLU(name='c')(b)
    d = layers.Add(name='d')([c, a])
    model = keras.Model(inputs, d)
""")
)


def test_nothing():
    found = delta(SPEC.model, SPEC.model)
    assert (found.configured, found.removed, found.inserted, found.rewired) == ((), (), (), {})


def test_a_row_behind_a_layer_that_two_read():
    after = with_layers_behind(SPEC, "a", Addition("e", "ReLU"), Addition("f", "Identity"))
    (row,) = delta(SPEC.model, after.model).inserted
    assert [layer.name for layer in row.row] == ["e", "f"]
    assert (row.source, row.readers, row.all_read) == ("a", ("b", "d"), True)


def test_a_layer_before_one_of_two_readers():
    (row,) = delta(SPEC.model, with_layer_before(SPEC, "b", Addition("e", "ReLU")).model).inserted
    assert (row.source, row.readers, row.all_read) == ("a", ("b",), False)


def test_a_row_behind_the_output():
    (row,) = delta(SPEC.model, with_layers_behind(SPEC, "d", Addition("e", "ReLU")).model).inserted
    assert (row.source, row.readers, row.all_read) == ("d", (), True)


def test_a_layer_that_goes():
    found = delta(SPEC.model, without_layer(SPEC, "b").model)
    assert (found.removed, found.inserted, found.rewired) == (("b",), (), {})


def test_a_layer_that_moves_reads_and_is_read_anew_or_goes_and_comes():
    plain, *moving = deltas(SPEC.model, with_layer_moved_behind(SPEC, "b", "c").model)
    assert plain.rewired == {"b": {0: "c"}, "c": {0: "a"}, "d": {0: "b"}}
    assert {each.moved for each in moving} >= {frozenset({"b"}), frozenset({"c"})}


def test_a_merge_cannot_go():
    layers = tuple(layer for layer in SPEC.model.layers if layer.name != "d")
    after = SPEC.model.model_copy(update={"layers": layers, "outputs": ("c",)})
    with pytest.raises(NotExpressible, match="it has 2 inputs"):
        delta(SPEC.model, after)
