import numpy as np
import pytest

from diagnostics.data.column_order import with_columns_of
from diagnostics.data.errors import DataError
from diagnostics.data.raw import Raw


def table(columns, *rows, outputs=None, targets=None):
    targets = np.zeros(len(rows)) if targets is None else np.array(targets)
    return Raw("csv", np.array(rows), targets, None, len(rows), columns=columns, outputs=outputs)


def test_the_same_columns_are_left_as_they_are():
    other = table(("a", "b"), [1, 2])
    assert with_columns_of(other, other, "").inputs is other.inputs


def test_columns_are_placed_by_name_and_categories_that_lack_are_zero():
    first, other = table(("a", "c=x", "c=y"), [0, 0, 0]), table(("c=y", "a"), [1, 7])
    assert with_columns_of(first, other, "").inputs[np.arange(1)].tolist() == [[7, 0, 1]]


def test_labels_are_placed_by_name():
    first = table(("a",), [0], outputs=("p", "q", "r"), targets=[[1, 1, 1]])
    other = table(("a",), [0], outputs=("r", "p"), targets=[[1, 0]])
    assert with_columns_of(first, other, "").targets.tolist() == [[0, 0, 1]]


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (("a", "c=z"), "the validation data alone have 'c=z'"),
        (("a", "b", "c=x"), "the validation data alone have 'b'"),
        (("c=x",), "the training data alone have 'a'"),
        (("a",), "the training data alone have 'c=x'"),
        (("a", "c (index among 2 categories, 1f)"), "the training data alone have 'c=x'"),
    ],
)
def test_columns_of_one_side_alone(columns, said):
    with pytest.raises(DataError, match=said.replace("(", r"\(")) as caught:
        with_columns_of(table(("a", "c=x"), [0, 0]), table(columns, [0] * len(columns)), "/there")
    assert caught.value.pointer == "/there"


def test_data_without_columns_are_left_alone():
    other = table(None, [1, 2])
    assert (with_columns_of(table(("a", "b"), [0, 0]), other, "").inputs == other.inputs).all()
