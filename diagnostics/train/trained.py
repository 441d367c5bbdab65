"""The trained network as a file that Keras alone can load."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keras

from diagnostics.spec.training import Training

_OWN_SCHEDULES = frozenset({"cyclic", "warmup"})  # which Keras does not have


def save_trained(model: Any, training: Training, file: Path) -> None:
    """Writes a `.keras` archive: layers, weights as they are now and, where Keras knows its parts, the optimizer.

    A schedule that is ours would keep `keras.models.load_model` from loading it; such a network is saved uncompiled.
    """
    whole = keras.Model(model.input, model.output) if training.learning_rate.key in _OWN_SCHEDULES else model
    whole.save(file)
