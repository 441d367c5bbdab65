import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnostics.source.tabulated.windows import Slide, kernels, slides


def test_square_kernels_come_first():
    assert next(kernels(9, 2)) == (3, 3)
    assert next(kernels(27, 3)) == (3, 3, 3)
    assert [*kernels(15, 2)] == [(3, 5), (5, 3), (1, 15), (15, 1)]


@pytest.mark.parametrize(
    ("kernel", "before", "after", "slide"),
    [
        ((3, 3), (224, 224), (224, 224), Slide("same", (1, 1), (1, 1))),
        ((3, 3), (28, 28), (26, 26), Slide("valid", (1, 1), (1, 1))),
        ((11, 11), (227, 227), (55, 55), Slide("valid", (4, 4), (1, 1))),
        ((3, 3), (224, 224), (112, 112), Slide("same", (2, 2), (1, 1))),
        ((3, 1), (20, 20), (10, 20), Slide("same", (2, 1), (1, 1))),
        ((7, 7), (7, 7), (1, 1), Slide("valid", (1, 1), (1, 1))),
        ((3,), (20,), (12,), Slide("valid", (1,), (4,))),
    ],
)
def test_steps_and_padding(kernel, before, after, slide):
    assert slides(kernel, before, after)[0] == slide


def test_maps_that_no_window_leads_to():
    assert slides((3, 3), (8, 8), (9, 9)) == []


@given(st.integers(1, 7), st.integers(1, 60), st.integers(1, 5), st.sampled_from(["valid", "same"]))
def test_every_way_leads_there(kernel, before, stride, padding):
    less = kernel if padding == "valid" else 1
    if before < less:
        return
    after = (before - less) // stride + 1
    ways = slides((kernel,), (before,), (after,))
    assert ways
    for way in ways:
        lost = kernel if way.padding == "valid" else 1
        assert (before - lost) // way.strides[0] + 1 == after
