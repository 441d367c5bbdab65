import pytest

from diagnostics.data.errors import DataError
from diagnostics.data.label_columns import label_columns, listed
from diagnostics.spec.dataset import Labels


@pytest.mark.parametrize("name", ["label", "Labels", "TARGET", "class", "y", " y "])
def test_a_usual_name_is_taken(name):
    assert label_columns(["a", name, "b"], Labels()) == (name,)


def test_the_spec_comes_first():
    assert label_columns(["a", "y"], Labels(column="a")) == ("a",)
    assert label_columns(["a", "b", "y"], Labels(column=("b", "a"))) == ("b", "a")


@pytest.mark.parametrize(
    ("names", "labels"), [(["a"], Labels()), (["y", "label"], Labels()), (["a"], Labels(column="b"))]
)
def test_what_is_not_clear_is_an_error_that_points_at_the_key(names, labels):
    with pytest.raises(DataError) as caught:
        label_columns(names, labels)
    assert caught.value.pointer == "/dataset/labels/column"
    assert "'a'" in str(caught.value) or "'label'" in str(caught.value)


def test_a_column_named_twice():
    with pytest.raises(DataError, match="a column is named twice"):
        label_columns(["a", "b"], Labels(column=("a", "a")))


def test_long_lists_are_cut():
    assert listed([str(n) for n in range(25)]).endswith("'19' and 5 more")
