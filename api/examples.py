"""Bodies for the documentation; the tests send those of requests."""

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

DATASET: dict[str, Any] = {"location": "digits.npz", "preprocess": [{"rescale": {"scale": 0.0625}}]}

BATCH: dict[str, Any] = {"name": "two jobs", "jobs": [JOB, {**JOB, "name": "digits, again"}]}

MATRIX: dict[str, Any] = {
    "name": "learning rates by seeds",
    "template": JOB,
    "matrix": {"/training/learning_rate": [0.1, 0.001], "/training/seed": [0, 1, 2]},
}

APPLICATION: dict[str, Any] = {"mode": "train", "name": "digits, mended"}

LINT: dict[str, Any] = {
    "source": {
        "text": (
            "inputs = keras.Input((32, 32, 3))\n"
            "x = layers.Rescaling(1 / 255)(inputs)\n"
            "x = layers.Conv2D(16, 3, activation='relu')(inputs)\n"
            "x = layers.GlobalAveragePooling2D()(x)\n"
            "outputs = layers.Dense(num_classes, activation='softmax')(x)\n"
            "model = keras.Model(inputs, outputs)\n"
            "model.compile('adam', 'sparse_categorical_crossentropy')\n"
        ),
        "define": {"num_classes": 10},
    },
    "classes": 10,
    "filename": "train.py",
}

LINTED: dict[str, Any] = {
    "files": [
        {
            "file": "train.py",
            "findings": [
                {
                    "id": "0198c0de-0000-7000-8000-000000000004",
                    "code": "SPC101",
                    "name": "unused-layer",
                    "severity": "error",
                    "confidence": 1.0,
                    "message": (
                        "x of line 2 is overwritten on line 3 before anything reads it: Rescaling 'rescaling' leads "
                        "nowhere: no output depends on it; 'conv2d' reads 'input_layer' directly"
                    ),
                    "at": ["/model/layers/1"],
                    "layer": "rescaling",
                    "lines": [2, 2],
                    "step": None,
                    "evidence": {"variable": "x", "line": 2, "overwritten_on_line": 3, "model": "model"},
                    "caused_by": [],
                    "fixes": [],
                }
            ],
            "missing": [],
        }
    ]
}

SHOWN_JOB: dict[str, Any] = {
    "id": "0198c0de-0000-7000-8000-000000000001",
    "name": "digits, small network",
    "state": "running",
    "phase": "reference",
    "steps": {"done": 120, "planned": 225},
    "verdict": None,
    "parent": None,
    "batch": None,
    "created_at": "2026-01-31T12:00:00Z",
    "started_at": "2026-01-31T12:00:01Z",
    "finished_at": None,
    "error": None,
}

SHOWN_BATCH: dict[str, Any] = {
    "id": "0198c0de-0000-7000-8000-000000000002",
    "name": "two jobs",
    "created_at": "2026-01-31T12:00:00Z",
    "states": {"running": 1, "succeeded": 1},
    "verdicts": {"not_learning": 1},
    "jobs": ["0198c0de-0000-7000-8000-000000000003", "0198c0de-0000-7000-8000-000000000004"],
}

PROBLEM: dict[str, Any] = {
    "type": "/docs#invalid-spec",
    "title": "The spec cannot be a job",
    "status": 422,
    "detail": "1 fault in the body",
    "instance": "/v1/jobs",
    "errors": [
        {
            "pointer": "/training/batch_sise",
            "detail": "unknown key 'batch_sise'; did you mean 'batch_size'?",
            "value": "32",
        }
    ],
}
