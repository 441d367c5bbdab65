"""Request bodies for the documentation; the tests send them."""

from __future__ import annotations

from typing import Any

JOB: dict[str, Any] = {
    "name": "digits, small network",
    "dataset": {"location": "digits.npz", "validation": {"fraction": 0.2, "seed": 0}},
    "model": {
        "layers": [
            {"name": "image", "class_name": "InputLayer", "config": {"shape": [64]}},
            {"name": "hidden", "class_name": "Dense", "config": {"units": 32, "activation": "relu"}},
            {"name": "output", "class_name": "Dense", "config": {"units": 10, "activation": "softmax"}},
        ]
    },
    "training": {
        "optimizer": {"class_name": "Adam"},
        "learning_rate": 0.001,
        "loss": {"class_name": "sparse_categorical_crossentropy"},
        "batch_size": 32,
        "epochs": 5,
    },
}

BATCH: dict[str, Any] = {"name": "two jobs", "jobs": [JOB, {**JOB, "name": "digits, again"}]}

MATRIX: dict[str, Any] = {
    "name": "learning rates by seeds",
    "template": JOB,
    "matrix": {"/training/learning_rate": [0.1, 0.001], "/training/seed": [0, 1, 2]},
}
