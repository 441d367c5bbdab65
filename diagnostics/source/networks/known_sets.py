"""The data sets that come with Keras: their shapes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.values import Call
from diagnostics.source.networks.arrays import Shape
from diagnostics.source.networks.data import Array

_SETS: Mapping[str, tuple[Shape, Shape, Shape, Shape, int | None]] = {
    "mnist": ((60000, 28, 28), (60000,), (10000, 28, 28), (10000,), 10),
    "fashion_mnist": ((60000, 28, 28), (60000,), (10000, 28, 28), (10000,), 10),
    "cifar10": ((50000, 32, 32, 3), (50000, 1), (10000, 32, 32, 3), (10000, 1), 10),
    "cifar100": ((50000, 32, 32, 3), (50000, 1), (10000, 32, 32, 3), (10000, 1), 100),
    "imdb": ((25000,), (25000,), (25000,), (25000,), 2),
    "reuters": ((8982,), (8982,), (2246,), (2246,), 46),
    "boston_housing": ((404, 13), (404,), (102, 13), (102,), None),
    "california_housing": ((16512, 8), (16512,), (4128, 8), (4128,), None),
}


def _load(name: str, request: Call, _machine: Machine) -> Any:
    """`mnist.load_data()`."""
    x, y, x_test, y_test, classes = _SETS[name]
    line = request.place.line

    def pair(inputs: Shape, labels: Shape) -> tuple[Array, Array]:
        return Array(inputs, name, line), Array(labels, f"{name} labels", line, encoding="index", classes=classes)

    return pair(x, y), pair(x_test, y_test)


KNOWN_SETS: Mapping[str, Callable[[Call, Machine], Any]] = {
    f"keras.datasets.{name}.load_data": partial(_load, name) for name in _SETS
}
