from hypothesis import given
from hypothesis import strategies as st

from diagnostics.graph import keras_tables
from tests.diagnostics.graph.shapes.keras_says import agrees, quickly

POOLS = [name for name in keras_tables.names("layers") if "Pool" in name]
SLIDING = [name for name in POOLS if not name.startswith(("Global", "Adaptive"))]
ADAPTIVE = [name for name in POOLS if name.startswith("Adaptive")]
GLOBAL = [name for name in POOLS if name.startswith("Global")]


@st.composite
def maps(draw, rank):
    """An input shape and its data format."""
    sides = draw(st.lists(st.integers(1, 9) | st.none(), min_size=rank, max_size=rank))
    if draw(st.booleans()):
        return (2, *sides), "channels_first"
    return (*sides, 2), draw(st.sampled_from([None, "channels_last"]))


@quickly
@given(st.sampled_from(SLIDING), st.data())
def test_sliding_pools(name, data):
    rank = int(name[-2])
    shape, data_format = data.draw(maps(rank))
    sizes = st.integers(1, 4) | st.lists(st.integers(1, 4), min_size=rank, max_size=rank)
    config = {"pool_size": data.draw(sizes), "strides": data.draw(st.none() | sizes)}
    agrees(name, shape, padding=data.draw(st.sampled_from(["valid", "same"])), data_format=data_format, **config)


@quickly
@given(st.sampled_from(GLOBAL), st.data())
def test_global_pools(name, data):
    shape, data_format = data.draw(maps(int(name[-2])))
    assert agrees(name, shape, keepdims=data.draw(st.booleans()), data_format=data_format)


@quickly
@given(st.sampled_from(ADAPTIVE), st.data())
def test_adaptive_pools(name, data):
    rank = int(name[-2])
    sizes = data.draw(st.integers(1, 4) | st.lists(st.integers(1, 4), min_size=rank, max_size=rank))
    agrees(name, data.draw(maps(rank))[0], output_size=sizes)
