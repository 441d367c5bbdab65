"""What `compile` and `fit` were told, in the words of a job's training."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import keras

from diagnostics.graph import keras_tables
from diagnostics.spec.training import Training


def compiled_with(
    model: Any, optimizer: Any = "rmsprop", loss: Any = None, *args: Any, **kwargs: Any
) -> dict[str, Any]:
    """Optimizer, learning rate and loss of a compiled model, as far as they can be said by name."""
    rate = model.optimizer._learning_rate
    schedule = isinstance(rate, keras.optimizers.schedules.LearningRateSchedule)
    told: dict[str, Any] = {"optimizer": type(model.optimizer).__name__}
    if not schedule:
        told["learning_rate"] = float(keras.ops.convert_to_numpy(rate))
    return told | _loss(loss)


def fitted_with(
    x: Any, y: Any = None, batch_size: int | None = None, epochs: int = 1, *args: Any, **kwargs: Any
) -> dict[str, Any]:
    """Batch size and epochs as `fit` was given them."""
    told = {"epochs": int(epochs)}
    return told if batch_size is None else told | {"batch_size": int(batch_size)}


def unlike(read: Mapping[str, Any], told: Mapping[str, Any]) -> str | None:
    """What a reading says of training otherwise than Keras was told, or None."""
    whole = Training.model_validate({"loss": "mean_squared_error", **read})
    said: dict[str, Any] = {
        "optimizer": keras_tables.class_of("optimizers", whole.optimizer.class_name),
        "learning_rate": whole.learning_rate.constant if "learning_rate" in read else _own_rate(told),
        "loss": keras_tables.class_of("losses", whole.loss.class_name) if "loss" in read else None,
        "from_logits": bool(whole.loss.config.get("from_logits", False)),
        "batch_size": read.get("batch_size"),
        "epochs": read.get("epochs", 1),
    }
    for key, value in told.items():
        if not _same(said[key], value):
            return f"{key} is {said[key]!r} as read, {value!r} in Keras"
    return None


def _loss(loss: Any) -> dict[str, Any]:
    if isinstance(loss, keras.losses.Loss):
        config = loss.get_config()
        return {"loss": type(loss).__name__, "from_logits": bool(config.get("from_logits", False))}
    name = loss if isinstance(loss, str) else getattr(loss, "__name__", None)
    known = keras_tables.class_of("losses", name) if name is not None else None
    return {"loss": known, "from_logits": False} if known is not None else {}


def _own_rate(told: Mapping[str, Any]) -> Any:
    """The rate that the optimizer has where nobody says one."""
    return keras_tables.defaults("optimizers", told["optimizer"])["learning_rate"] if "optimizer" in told else None


def _same(read: Any, told: Any) -> bool:
    if isinstance(read, float) and isinstance(told, float):
        return abs(read - told) <= 1e-6 * abs(told)  # Keras keeps the rate in single precision
    return bool(read == told)
