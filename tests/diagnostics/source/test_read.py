import json

import pytest

from diagnostics.source.errors import SourceError
from diagnostics.source.read import read
from diagnostics.source.reading import Supplied
from tests.diagnostics.source.small import classes

CODE = "import keras\nm = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])\n"


def test_a_notebook_and_markdown_and_a_question():
    notebook = json.dumps({"cells": [{"cell_type": "code", "source": CODE.splitlines(keepends=True)}], "nbformat": 4})
    for text in (
        notebook,
        f"Here is my model:\n\n```python\n{CODE}```\nIt does not learn.",
        f"My code:\n\n{CODE}\nWhy?",
    ):
        (model,) = read(text).models
        assert classes(model) == ["InputLayer", "Dense"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no Python code"),
        ("x = 1", "no Keras model is made in this text"),
        ("import keras\nm = keras.Sequential(unknown)", "line 2: m cannot be read: its layers are open: unknown"),
        ("a = '\0'", "belongs in no text"),
        ("a = b" + ".c" * 900 + "()" * 90, "nested too deeply"),
    ],
)
def test_what_cannot_be_read_is_told(text, message):
    with pytest.raises(SourceError) as caught:
        read(text)
    assert message in str(caught.value)


def test_a_summary_is_read_where_there_is_no_code():
    text = """
_________________________________________________________________
Layer (type)                 Output Shape              Param #
=================================================================
dense (Dense)                (None, 3)                 15
_________________________________________________________________
dense_1 (Dense)              (None, 2)                 8
=================================================================
Total params: 23
"""
    (model,) = read(text).models
    assert classes(model)[-2:] == ["Dense", "Dense"]


def test_definitions_are_expressions():
    (model,) = read(CODE.replace("Dense(3)", "Dense(a[0]['b'])"), Supplied({'a[0]["b"]': 5})).models
    assert model.layers[-1].config["units"] == 5
    with pytest.raises(SourceError, match="define: '1 \\+' is no expression of Python"):
        read(CODE, Supplied({"1 +": 5}))
