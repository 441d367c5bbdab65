"""What `compile` is told."""

from __future__ import annotations

from typing import Any

import keras

from diagnostics.spec.training import Training
from diagnostics.train.schedules import learning_rate


def compile_model(model: Any, training: Training) -> None:
    """Compiles the model with the user's optimizer, schedule and loss. Keras raises many kinds where it cannot."""
    kind = keras.optimizers.get(training.optimizer.class_name)
    rate = learning_rate(training.learning_rate)
    optimizer = type(kind).from_config({**training.optimizer.config, "learning_rate": rate})
    loss = keras.losses.get({"class_name": training.loss.class_name, "config": training.loss.config})
    model.compile(optimizer=optimizer, loss=loss, jit_compile=False)  # in float16 it also scales the loss
    model.optimizer.build(model.trainable_variables)
