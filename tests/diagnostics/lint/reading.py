"""Networks as a reader would hand them over, made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from diagnostics.source.place import Place
from diagnostics.source.reading import LayerSource, Missing, ReadModel
from diagnostics.spec.model import Layer

COMPILED = {"optimizer": "Adam", "loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]}


def at(line: int, column: int = 5, width: int = 20) -> Place:
    """A place on one line."""
    return Place(line, column, line, column + width)


def made(
    class_name: str, name: str, *inputs: str, line: int = 1, source: Mapping[str, Any] | None = None, **config: Any
) -> tuple[Layer, LayerSource]:
    """A layer, and where it stands: each config value at a place of its own on the layer's line."""
    arguments = {key: at(line, 30 + 10 * position, 4) for position, key in enumerate(config)}
    layer = Layer(name=name, class_name=class_name, config=config, inputs=inputs or None)
    known: dict[str, Any] = {"made": at(line), "arguments": arguments, **(source or {})}
    return layer, LayerSource(**known)


def network(*layers: tuple[Layer, LayerSource], name: str = "model", **said: Any) -> ReadModel:
    """The network of these layers, which answers with the last of them; `said` are fields of the model."""
    known: dict[str, Any] = {"training": COMPILED, "places": {"/training/loss": at(40)}, **said}
    return ReadModel(
        name=name,
        layers=tuple(layer for layer, _ in layers),
        outputs=(layers[-1][0].name or "",),
        sources={layer.name or "": source for layer, source in layers},
        **known,
    )


def healthy(units: int = 10, **said: Any) -> ReadModel:
    """A small network with nothing wrong."""
    return network(
        made("InputLayer", "image", line=1, shape=[8, 8, 3]),
        made("Conv2D", "conv", "image", line=2, filters=8, kernel_size=3, activation="relu"),
        made("Flatten", "flat", "conv", line=3),
        made("Dense", "answer", "flat", line=4, units=units, activation="softmax"),
        **said,
    )


def lost_rescaling() -> ReadModel:
    """The author's x is overwritten: augmentation and Rescaling lead nowhere."""
    lost = {"variable": "x", "applied": at(12, 5, 30), "overwritten": at(13)}
    rescaled = {"variable": "x", "applied": at(13), "overwritten": at(14)}
    return network(
        made("InputLayer", "image", line=10, shape=[32, 32, 3]),
        made("RandomFlip", "augment/flip", "image", line=3, source=lost),
        made("RandomRotation", "augment/turn", "augment/flip", line=4, source=lost, factor=0.1),
        made("Rescaling", "rescaling", "image", line=13, source=rescaled, scale=1 / 255),
        made("Conv2D", "conv", "image", line=14, filters=8, kernel_size=3, activation="relu"),
        made("Flatten", "flat", "conv", line=15),
        made("Dense", "answer", "flat", line=16, units=10, activation="softmax"),
    )


NUM_CLASSES = Missing(4, "num_classes", "--classes N")
