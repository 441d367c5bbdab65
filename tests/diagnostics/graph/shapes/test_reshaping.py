import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.diagnostics.graph.shapes.keras_says import agrees, ours, quickly

sides = st.integers(1, 6) | st.none()
shapes = st.lists(sides, min_size=0, max_size=4).map(tuple)


@quickly
@given(shapes, st.sampled_from([None, "channels_first"]))
def test_flatten(shape, data_format):
    assert agrees("Flatten", shape, data_format=data_format)


@quickly
@given(
    st.sampled_from([(2, 6), (12,), (3, 2, 2), (None, 4)]), st.lists(st.sampled_from([-1, 1, 2, 3, 4, 6]), max_size=4)
)
def test_reshape(shape, target):
    agrees("Reshape", shape, target_shape=target)


@quickly
@given(st.permutations([1, 2, 3]), st.lists(sides, min_size=2, max_size=3))
def test_permute(dims, shape):
    agrees("Permute", tuple(shape), dims=dims)


@quickly
@given(st.integers(0, 4), shapes)
def test_repeat_vector(count, shape):
    agrees("RepeatVector", shape, n=count)


@pytest.mark.parametrize("rank", [1, 2, 3])
@pytest.mark.parametrize("name", ["ZeroPadding", "Cropping"])
@quickly
@given(st.data())
def test_borders(name, rank, data):
    ends = st.lists(st.integers(0, 3), min_size=2, max_size=2)
    borders = st.integers(0, 2) | (ends if rank == 1 else st.lists(ends, min_size=rank, max_size=rank))
    config = {"padding" if name == "ZeroPadding" else "cropping": data.draw(borders)}
    if (name, rank) != ("Cropping", 1):
        config["data_format"] = data.draw(st.sampled_from([None, "channels_first"]))
    agrees(f"{name}{rank}D", tuple(data.draw(st.lists(sides, min_size=rank + 1, max_size=rank + 1))), **config)


@pytest.mark.parametrize("rank", [1, 2, 3])
@quickly
@given(st.data())
def test_upsampling(rank, data):
    sizes = st.integers(1, 3) | st.lists(st.integers(1, 3), min_size=rank, max_size=rank)
    config = {"size": data.draw(sizes)}
    if rank > 1:
        config["data_format"] = data.draw(st.sampled_from([None, "channels_first"]))
    agrees(f"UpSampling{rank}D", tuple(data.draw(st.lists(sides, min_size=rank + 1, max_size=rank + 1))), **config)


def test_odd_configs_are_unknown():
    assert ours("Reshape", (4,), target_shape=["x"]).output is None
    assert ours("Reshape", (4,), target_shape=4).output is None
    assert ours("Permute", (4, 4), dims=["a", 1]).output is None
    assert ours("ZeroPadding2D", (4, 4, 1), padding="wide").output is None
    assert ours("Cropping2D", (4, 4, 1), cropping=[[-1, 0], [0, 0]]).output is None
