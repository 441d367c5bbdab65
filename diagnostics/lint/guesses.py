"""Other values for what a text leaves open: what is found under all of them rests on none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from diagnostics.source.reading import ReadModel

_LOSSES = ("mean_squared_error", "sparse_categorical_crossentropy", "binary_crossentropy")
_LOSSES_OF_CLASSES = ("sparse_categorical_crossentropy", "categorical_crossentropy", "kl_divergence")
_OTHER_NUMBERS = (1, 997)
_OTHER_WORDS = {"activation": ("relu", "linear")}
_SHAPES = frozenset({"shape", "batch_shape"})


def guesses(model: ReadModel) -> Iterator[ReadModel]:
    """The model as read, and where something stands in for what was not said the same with other stand-ins."""
    yield model
    if "loss" in model.training and not model.open:
        return
    for turn, number in enumerate(_OTHER_NUMBERS):
        training = {"loss": losses(model)[turn + 1], **model.training}
        layers = tuple(
            layer.model_copy(update={"config": _otherwise(layer.name or "", layer.config, model.open, turn, number)})
            for layer in model.layers
        )
        yield replace(model, layers=layers, training=training)


def losses(model: ReadModel) -> tuple[str, ...]:
    """Losses that may be meant where none is stated."""
    answering = [layer for layer in model.layers if layer.name in model.outputs]
    tells_classes = any(
        layer.class_name == "Softmax" or layer.config.get("activation") == "softmax" for layer in answering
    )
    return _LOSSES_OF_CLASSES if tells_classes else _LOSSES


def _otherwise(
    layer: str, config: Mapping[str, Any], opened: frozenset[tuple[str, str]], turn: int, number: int
) -> dict[str, Any]:
    """The config with other values where it is open."""
    return {key: _other(key, value, turn, number) if (layer, key) in opened else value for key, value in config.items()}


def _other(key: str, value: Any, turn: int, number: int) -> Any:
    if key in _SHAPES:
        return None
    if isinstance(value, bool):
        return value if turn else not value
    if isinstance(value, int):
        return number
    if isinstance(value, list | tuple):
        return [_other("", entry, turn, number) for entry in value]
    return _OTHER_WORDS.get(key, (value, value))[turn]
