import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.diagnostics.graph.shapes.keras_says import agrees, ours, quickly

flags = st.booleans()
units = st.integers(1, 4)
sequences = st.tuples(st.integers(1, 4) | st.none(), st.integers(1, 4))


@pytest.mark.parametrize("name", ["SimpleRNN", "GRU", "LSTM"])
@quickly
@given(sequences, units, flags, flags, flags)
def test_recurrent_layers(name, shape, width, use_bias, return_sequences, trainable):
    config = {"units": width, "use_bias": use_bias, "return_sequences": return_sequences, "trainable": trainable}
    assert agrees(name, shape, **config)


@quickly
@given(sequences, units, flags, flags)
def test_a_gru_has_two_biases_if_it_resets_after(shape, width, reset_after, use_bias):
    assert agrees("GRU", shape, units=width, reset_after=reset_after, use_bias=use_bias)


@quickly
@given(
    sequences,
    st.lists(st.tuples(st.sampled_from(["SimpleRNN", "GRU", "LSTM"]), units, flags), min_size=1, max_size=3),
    flags,
)
def test_cells_in_a_layer(shape, drawn, return_sequences):
    cells = [
        {"class_name": f"{name}Cell", "config": {"units": width, "trainable": trainable}}
        for name, width, trainable in drawn
    ]
    stacked = {"class_name": "StackedRNNCells", "config": {"cells": cells}}
    assert agrees("RNN", shape, cell=stacked if cells[1:] else cells[0], return_sequences=return_sequences)


@quickly
@given(st.data(), st.integers(1, 2), st.sampled_from(["valid", "same"]), flags, flags)
def test_convolutional_recurrent_layers(data, rank, padding, return_sequences, use_bias):
    shape = data.draw(st.lists(st.integers(1, 5), min_size=rank + 2, max_size=rank + 2))
    config = {"kernel_size": data.draw(st.integers(1, 3)), "strides": data.draw(st.integers(1, 2)), "padding": padding}
    config |= {"return_sequences": return_sequences, "use_bias": use_bias, "filters": data.draw(units)}
    agrees(f"ConvLSTM{rank}D", tuple(shape), **config)


def test_channels_may_come_first():
    assert agrees("ConvLSTM2D", (3, 2, 6, 6), filters=2, kernel_size=3, data_format="channels_first")


def test_several_outputs_are_unknown_but_the_weights_are_not():
    found = ours("LSTM", (4, 3), units=2, return_state=True)
    assert found.output is None
    assert found.parameters == 4 * 2 * (3 + 2 + 1)


def test_images_are_no_sequence():
    assert not agrees("LSTM", (4, 4, 3), units=2)
    assert ours("LSTM", (4, 4, 3), units=2).parameters is None
