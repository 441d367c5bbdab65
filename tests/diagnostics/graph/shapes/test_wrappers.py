import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.diagnostics.graph.shapes.keras_says import agrees, ours, quickly

flags = st.booleans()
units = st.integers(1, 4)


def entry(class_name, **config):
    return {"class_name": class_name, "config": config}


@pytest.mark.parametrize("name", ["SimpleRNN", "GRU", "LSTM"])
@quickly
@given(units, st.sampled_from(["concat", "sum", "mul", "ave"]), flags, flags, flags)
def test_both_ways(name, width, mode, return_sequences, trainable, all_trainable):
    inner = entry(name, units=width, return_sequences=return_sequences, trainable=trainable)
    assert agrees("Bidirectional", (3, 2), layer=inner, merge_mode=mode, trainable=all_trainable)


def test_a_backward_layer_of_its_own():
    forward, backward = entry("LSTM", units=2), entry("GRU", units=2, go_backwards=True)
    assert agrees("Bidirectional", (3, 2), layer=forward, backward_layer=backward)
    assert not agrees("Bidirectional", (3, 2), layer=forward, backward_layer=entry("GRU", units=2))


def test_two_outputs_are_unknown_but_the_weights_are_not():
    found = ours("Bidirectional", (3, 2), layer=entry("LSTM", units=2), merge_mode=None)
    assert found.output is None
    assert found.parameters == 2 * 4 * 2 * (2 + 2 + 1)


@quickly
@given(st.sampled_from(["Dense", "Conv2D", "BatchNormalization", "Flatten", "MaxPooling2D"]), flags, flags)
def test_each_step(name, trainable, all_trainable):
    configs = {"Dense": {"units": 3}, "Conv2D": {"filters": 2, "kernel_size": 3}}
    inner = entry(name, trainable=trainable, **configs.get(name, {}))
    assert agrees("TimeDistributed", (4, 5, 5, 2), layer=inner, trainable=all_trainable)


def test_a_wrapper_in_a_wrapper():
    inner = entry("TimeDistributed", layer=entry("Dense", units=3, trainable=False))
    assert agrees("TimeDistributed", (4, 5, 2), layer=inner)
    both = entry("Bidirectional", layer=entry("LSTM", units=3))
    assert agrees("TimeDistributed", (4, 5, 2), layer=both)


@quickly
@given(units, flags, flags)
def test_spectral_normalisation(width, use_bias, trainable):
    config = {"use_bias": use_bias, "trainable": trainable}
    assert agrees("SpectralNormalization", (5, 5, 2), layer=entry("Conv2D", filters=width, kernel_size=2, **config))
    assert agrees("SpectralNormalization", (5,), layer=entry("Dense", units=width, **config))


@pytest.mark.parametrize("layer", [None, "LSTM", {}, {"class_name": "LSTM"}, entry("Dense", units=2)])
def test_what_is_no_recurrent_layer_is_unknown(layer):
    assert ours("Bidirectional", (3, 2), layer=layer).output is None
