"""Keras programs with faults that lint finds."""

from __future__ import annotations

import json
from collections.abc import Sequence

LOST = """\
import keras
from keras import layers

inputs = keras.Input((32, 32, 3))
x = layers.Rescaling(1.0 / 255)(inputs)
x = layers.Conv2D(16, 3, activation="relu")(inputs)
x = layers.GlobalAveragePooling2D()(x)
outputs = layers.Dense(10, activation="softmax")(x)
model = keras.Model(inputs, outputs)
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
"""

HEALTHY = LOST.replace('activation="relu")(inputs)', 'activation="relu")(x)')

OPEN = HEALTHY.replace("Dense(10,", "Dense(num_classes,")


def notebook(*cells: str | Sequence[str], indent: int | None = 1) -> str:
    """A notebook with Markdown before its code cells, as Jupyter writes it."""
    sources = [cell if isinstance(cell, str) else "\n".join(cell) for cell in cells]
    code: list[dict[str, object]] = [
        {
            "cell_type": "code",
            "execution_count": None,
            "metadata": {},
            "outputs": [],
            "source": source.splitlines(keepends=True),
        }
        for source in sources
    ]
    told = {"cell_type": "markdown", "metadata": {}, "source": ["# A network\n", "import nothing"]}
    document = {"cells": [told, *code], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(document, indent=indent, ensure_ascii=False) + "\n"


LOST_NOTEBOOK = notebook(LOST.splitlines()[:3], LOST.splitlines()[3:])
