import ast
import math

import pytest

from diagnostics.source.networks.rescaling import finite, operations_after


def test_numbers_that_data_can_be_combined_with():
    assert finite(3) == 3.0
    assert [finite(each) for each in (True, "a", 2**2000, math.nan, math.inf, None)] == [None] * 6


@pytest.mark.parametrize(
    ("kind", "number", "is_first", "scale", "offset"),
    [
        (ast.Div, 4, True, 0.25, 0.0),
        (ast.Mult, 4, False, 4.0, 0.0),
        (ast.Add, 4, True, 1.0, 4.0),
        (ast.Sub, 4, True, 1.0, -4.0),
    ],
)
def test_arithmetic_is_rescaling(kind, number, is_first, scale, offset):
    assert operations_after((), kind, number, is_first) == ({"rescale": {"scale": scale, "offset": offset}},)


def test_rescalings_are_taken_together():
    first = operations_after((), ast.Sub, 10, is_first=True) or ()
    assert operations_after(first, ast.Div, 2, is_first=True) == ({"rescale": {"scale": 0.5, "offset": -5.0}},)
    other = ({"backbone": "VGG16"},)
    assert operations_after(other, ast.Mult, 2, is_first=True) == (*other, {"rescale": {"scale": 2.0, "offset": 0.0}})


@pytest.mark.parametrize(
    ("kind", "number", "is_first"),
    [(ast.Div, 4, False), (ast.Sub, 4, False), (ast.Div, 0, True), (ast.Pow, 2, True), (ast.Mult, "a", True)],
)
def test_what_no_preprocessing_says(kind, number, is_first):
    assert operations_after((), kind, number, is_first) is None
