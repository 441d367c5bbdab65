import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.diagnostics.graph.shapes.keras_says import agrees, ours, quickly

sides = st.sampled_from([1, 2, 3, None])
shapes = st.lists(sides, min_size=1, max_size=3).map(tuple)


@pytest.mark.parametrize("name", ["Add", "Average", "Maximum", "Minimum", "Multiply", "Subtract"])
@quickly
@given(st.lists(shapes, min_size=2, max_size=3))
def test_elementwise(name, inputs):
    agrees(name, *inputs)


@quickly
@given(shapes, st.lists(st.integers(1, 4) | st.none(), min_size=2, max_size=3), st.integers(-3, 3))
def test_concatenate(shape, lengths, axis):
    place = axis - 1 if axis > 0 else axis
    alike = []
    for length in lengths:
        sides = list(shape)
        if -len(sides) <= place < len(sides):
            sides[place] = length
        alike.append(tuple(sides))
    if None in shape or axis in (0, -len(shape) - 1):  # Keras compares no sides of any length, and joins batches
        assert ours("Concatenate", *alike, axis=axis) is not None
    else:
        agrees("Concatenate", *alike, axis=axis)


def test_concatenate_refuses_maps_of_different_sizes():
    assert not agrees("Concatenate", (4, 4, 2), (3, 4, 2))
    assert not agrees("Concatenate", (4, 2), (2,))


@quickly
@given(st.integers(1, 3), st.integers(1, 3), st.sampled_from([1, 2, -1, [1, 2], [2, 1], [2, -1]]))
def test_dot(one, other, axes):
    agrees("Dot", (one, other), (other, one), axes=axes)
    agrees("Dot", (one,), (one,), axes=1)


def test_one_input_is_no_merge():
    assert ours("Add", (3,)).output is None
    assert ours("Dot", (3,), (3,), axes=[1]).output is None
