import pytest

from diagnostics.source.diff.imports import imports_of, own_names
from diagnostics.source.diff.tree import Tree


@pytest.mark.parametrize(
    ("line", "bound"),
    [
        ("import keras", [("keras", "keras")]),
        ("import keras.layers", [("keras", "keras")]),
        ("import tensorflow as tf", [("tf", "tensorflow")]),
        ("import tensorflow.keras.layers as L", [("L", "keras.layers")]),
        ("from tensorflow import keras", [("keras", "keras")]),
        ("from tensorflow.python.keras import layers", [("layers", "keras.layers")]),
        ("from keras.layers import Dense, ReLU as R", [("Dense", "keras.layers.Dense"), ("R", "keras.layers.ReLU")]),
        ("from keras.layers import *", [("*", "keras.layers")]),
        ("from .nets import Dense", [("Dense", "nets.Dense")]),
    ],
)
def test_what_a_line_binds(line, bound):
    assert [(found.name, found.path) for found in imports_of(Tree(f"{line}\n"))] == bound


def test_imports_of_functions_count_only_alone():
    inner = "def f():\n    from keras import models\n"
    assert [found.name for found in imports_of(Tree(inner))] == ["models"]
    assert [found.name for found in imports_of(Tree(f"import keras\n{inner}"))] == ["keras"]


def test_names_of_the_text_s_own():
    code = "import a\nb = 1\ndef c(d):\n    for e in d:\n        f.g = e\nclass H: ...\n"
    assert own_names(Tree(code)) == {"b", "c", "d", "e", "H"}
