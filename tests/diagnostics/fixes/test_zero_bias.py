import pytest

from diagnostics.fixes.zero_bias import ZeroBias
from tests.diagnostics.factories import layer
from tests.diagnostics.fixes.looking import about, changes, cured
from tests.diagnostics.train.tiny import spec_of

LOW = {"class_name": "Constant", "config": {"value": -20.0}}


def unbiased(hidden, *findings, shape=(4,), bias="zeros"):
    spec = spec_of(hidden, layer("Dense", "output", units=3, bias_initializer=bias), shape=shape)
    return changes(spec, cured(ZeroBias, spec, *findings))


@pytest.mark.parametrize("bias", [LOW, "ones", "random_normal"])
def test_hidden_biases_start_at_zero(bias):
    hidden = layer("Dense", "hidden", units=4, bias_initializer=bias)
    assert unbiased(hidden) == {"hidden": {"bias_initializer": "zeros"}}


@pytest.mark.parametrize("config", [{}, {"bias_initializer": "Zeros"}, {"use_bias": False, "bias_initializer": LOW}])
def test_where_there_is_nothing_to_reset_it_does_not_apply(config):
    assert unbiased(layer("Dense", "hidden", units=4, **config)) is None


def test_the_output_keeps_its_bias_unless_it_is_named():
    hidden = layer("Dense", "hidden", units=4)
    assert unbiased(hidden, bias=LOW) is None
    assert unbiased(hidden, about("output"), bias=LOW) == {"output": {"bias_initializer": "zeros"}}


def test_the_bias_of_a_forget_gate_stays():
    assert unbiased(layer("LSTM", units=4), shape=(5, 2)) is None
