import pytest

from diagnostics.source.networks.axes import length, sliced, with_rest


@pytest.mark.parametrize(
    ("value", "known"), [(3, 3), (0, 0), (-1, None), (2**63, None), (2**2000, None), (1.0, None), ("a", None)]
)
def test_lengths(value, known):
    assert length(value) == known


@pytest.mark.parametrize(
    ("keys", "shape"),
    [
        ((0,), (28, 3)),
        ((slice(None),), (9, 28, 3)),
        ((slice(2, 5),), (3, 28, 3)),
        ((slice(None, None, 2),), (5, 28, 3)),
        ((..., 0), (9, 28)),
        ((..., None), (9, 28, 3, 1)),
        ((slice(None), slice(None), None), (9, 28, 1, 3)),
        (("mask",), (None, 28, 3)),
        ((0, 0, 0, 0), None),
    ],
)
def test_slices(keys, shape):
    assert sliced((9, 28, 3), keys) == shape


def test_the_axis_that_takes_the_rest():
    assert with_rest((6, 4), [-1, 3]) == (8, 3)
    assert with_rest(None, [-1, 3]) == (None, 3)
    assert with_rest((6, 4), [-1, None]) == (None, None)
    assert with_rest((6, 4), [0, -1]) == (0, 24)
