"""Small Keras models, and files that hold them."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import keras


def backbone(name: str = "base") -> Any:
    """A convolution with batch normalisation for images of 8 × 8, whose statistics are not those it started with."""
    start = keras.Input((8, 8, 3), name=f"{name}_input")
    flow = keras.layers.Conv2D(4, 3, name="conv", kernel_regularizer="l2")(start)
    flow = keras.layers.BatchNormalization(name="norm")(flow)
    flow = keras.layers.ReLU(max_value=6, name="relu")(flow)
    model = keras.Model(start, keras.layers.GlobalAveragePooling2D(name="pool")(flow), name=name)
    generator = keras.random.SeedGenerator(5)
    norm = model.get_layer("norm")
    norm.set_weights([abs(keras.random.normal(weight.shape, seed=generator)) + 0.5 for weight in norm.weights])
    return model


def nested(base: Any, **call: Any) -> Any:
    """The model inside a functional one with a Dense head."""
    start = keras.Input((8, 8, 3), name="image")
    return keras.Model(start, keras.layers.Dense(2, activation="softmax", name="head")(base(start, **call)))


def config_of(model: Any) -> Any:
    """The config as it stands in a .keras file."""
    return json.loads(json.dumps(keras.saving.serialize_keras_object(model)))


def saved(model: Any, path: Path) -> Path:
    """The file that the model is saved in."""
    model.save(path)
    return path


def packed(path: Path, members: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> Path:
    """A zip archive with these members, in this order."""
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def job_with(model: dict[str, Any], **dataset: Any) -> dict[str, Any]:
    """A job document with this model."""
    return {
        "dataset": {"location": "data.npz", **dataset},
        "model": model,
        "training": {"loss": "sparse_categorical_crossentropy"},
    }
