import pytest

from diagnostics.formats.errors import SavedModelError
from diagnostics.formats.matching import named_alike
from diagnostics.formats.saved_model import SavedLayer, SavedModel

BASE = SavedModel(
    (
        SavedLayer("x", "InputLayer", {}, ()),
        SavedLayer("a", "Conv2D", {}, ("x",)),
        SavedLayer("r", "ReLU", {}, ("a",)),
        SavedLayer("b", "Dense", {}, ("r",)),
    ),
    ("b",),
)


def test_names_decide_where_they_are_the_same():
    assert named_alike(BASE, ["b", "a", "top"], "It") == {"a": "a", "b": "b"}


def test_order_decides_where_layers_were_numbered_anew():
    assert named_alike(BASE, ["conv_7", "dense_9"], "It") == {"a": "conv_7", "b": "dense_9"}


def test_another_number_of_layers_is_told():
    with pytest.raises(SavedModelError, match="weights for 3 layers, and It without its top has 2"):
        named_alike(BASE, ["c", "d", "e"], "It")
