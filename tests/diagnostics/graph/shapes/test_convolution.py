import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.diagnostics.graph.shapes.keras_says import agrees, ours, quickly

sides = st.integers(1, 9) | st.none()
small = st.integers(1, 3)


def one_or_each(rank, values=small):
    return values | st.lists(values, min_size=rank, max_size=rank)


@st.composite
def settings_of(draw, *, paddings=("valid", "same"), least_rank=1, most_rank=3):
    """A rank, an input shape of that rank, and what all convolutions take."""
    rank = draw(st.integers(least_rank, most_rank))
    shape = draw(st.lists(sides, min_size=rank, max_size=rank))
    channels = draw(st.integers(1, 4))
    first = draw(st.booleans())
    config = {
        "kernel_size": draw(one_or_each(rank)),
        "strides": draw(one_or_each(rank)),
        "dilation_rate": draw(st.just(1) | one_or_each(rank)),
        "padding": draw(st.sampled_from(paddings)),
        "use_bias": draw(st.booleans()),
        "trainable": draw(st.booleans()),
        "data_format": "channels_first" if first else draw(st.sampled_from([None, "channels_last"])),
    }
    return rank, tuple([channels, *shape] if first else [*shape, channels]), config


@quickly
@given(settings_of(), st.integers(1, 6), st.integers(1, 3))
def test_convolutions(drawn, filters, groups):
    rank, shape, config = drawn
    agrees(f"Conv{rank}D", shape, filters=filters, groups=groups, **config)


@quickly
@given(settings_of(paddings=("causal",)))
def test_causal_padding_is_for_one_axis_alone(drawn):
    rank, shape, config = drawn
    agrees(f"Conv{rank}D", shape, filters=2, **config)


@quickly
@given(settings_of(most_rank=2), small)
def test_depthwise_convolutions(drawn, multiplier):
    rank, shape, config = drawn
    agrees(f"DepthwiseConv{rank}D", shape, depth_multiplier=multiplier, **config)


@quickly
@given(settings_of(most_rank=2), small, st.integers(1, 6))
def test_separable_convolutions(drawn, multiplier, filters):
    rank, shape, config = drawn
    agrees(f"SeparableConv{rank}D", shape, depth_multiplier=multiplier, filters=filters, **config)


@quickly
@given(settings_of(), st.integers(1, 6), st.none() | st.integers(0, 1))
def test_transposed_convolutions(drawn, filters, output_padding):
    rank, shape, config = drawn
    agrees(f"Conv{rank}DTranspose", shape, filters=filters, output_padding=output_padding, **config)


def test_a_name_from_keras_1_is_the_same_layer():
    assert agrees("Convolution2D", (5, 5, 2), filters=3, kernel_size=2)
    assert agrees("Convolution2DTranspose", (5, 5, 2), filters=3, kernel_size=2)


def test_a_kernel_larger_than_its_map_has_no_output():
    assert ours("Conv2D", (2, 5, 3), filters=4, kernel_size=3).output is None
    assert not agrees("Conv2D", (2, 5, 3), filters=4, kernel_size=3)


@pytest.mark.parametrize(
    "config",
    [{"filters": -1}, {"filters": "many"}, {"filters": 2.0}, {"kernel_size": []}, {"strides": {}}, {"padding": 7}],
)
def test_an_odd_config_is_unknown(config):
    assert ours("Conv2D", (5, 5, 3), **{"filters": 2, "kernel_size": 3, **config}).output is None
