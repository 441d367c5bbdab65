"""What a family of layers must answer, and what it may ask."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from diagnostics.graph.shapes.layer_shape import Shape


class Unknown(ValueError):
    """The shape or count cannot be told, or Keras would refuse the layer."""


@dataclass(frozen=True)
class Weights:
    """How many weights training may change, and how many it may not (statistics, tables)."""

    trained: int = 0
    fixed: int = 0


@dataclass(frozen=True)
class Call:
    """A layer with every default of its config, on inputs of these shapes (without the batch axis; None unknown)."""

    class_name: str
    config: Mapping[str, Any]
    inputs: tuple[Shape | None, ...]

    @property
    def input(self) -> Shape:
        """The shape of the one input. Raises Unknown."""
        if len(self.inputs) != 1:
            raise Unknown(f"{len(self.inputs)} inputs")
        return self.input_at(0)

    def input_at(self, position: int) -> Shape:
        """The shape of an input by its position. Raises Unknown."""
        shape = self.inputs[position] if position < len(self.inputs) else None
        if shape is None:
            raise Unknown(f"input {position}")
        return shape

    @property
    def rank(self) -> int:
        """The axes of a map, as the class name says: 2 for Conv2D."""
        found = re.search(r"([123])D", self.class_name)
        return int(found[1]) if found else 0

    @property
    def channels_first(self) -> bool:
        """Whether the channels come before the map."""
        return self.config.get("data_format") == "channels_first"

    def count(self, key: str) -> int:
        """A positive whole number of the config. Raises Unknown."""
        return positive(self.config.get(key))

    def counts(self, key: str, length: int) -> tuple[int, ...]:
        """So many positive whole numbers of the config, where one stands for all. Raises Unknown."""
        given = self.config.get(key)
        return tuple(positive(entry) for entry in (given if isinstance(given, list | tuple) else (given,) * length))


@dataclass(frozen=True)
class Family:
    """How the layers of one kind shape their output, and how many weights they hold; both may raise Unknown.

    A function may also stumble over a config that Keras would refuse (LookupError, TypeError, …): that is unknown too.
    """

    output: Callable[[Call], Shape]
    weights: Callable[[Call], Weights] = lambda _: Weights()


def positive(value: Any) -> int:
    """The value, if it is a whole number above 0. Raises Unknown."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise Unknown(repr(value)[:80])
    return value


def known(axis: int | None) -> int:
    """The length of an axis. Raises Unknown where it is any."""
    if axis is None:
        raise Unknown("an axis of any length")
    return axis


def axis_at(shape: Shape, axis: Any) -> int:
    """The position in the shape of an axis that Keras counts with the batch axis as 0. Raises Unknown."""
    if not isinstance(axis, int) or axis == 0 or not -len(shape) <= axis <= len(shape):
        raise Unknown(f"axis {axis!r}")
    return axis - 1 if axis > 0 else axis + len(shape)


def same(call: Call) -> Shape:
    """The output of layers that keep the shape of their one input."""
    return call.input
