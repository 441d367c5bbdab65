"""Layers, tensors and models as the text makes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from diagnostics.graph.shapes.families import ODD_CONFIG, called, output_of
from diagnostics.graph.shapes.layer_shape import Shape
from diagnostics.source.interpreter.values import Unknown
from diagnostics.source.place import Place
from diagnostics.spec.dataset import Operation


@dataclass(frozen=True)
class LayerClass:
    """One of Keras's layer classes; `spelling` is how the text's Keras called it."""

    name: str
    spelling: str


@dataclass(eq=False)
class Layer:
    """One object of a layer class. `open` are the config values that the text leaves open."""

    class_name: str
    config: dict[str, Any]
    name: str
    made: Place
    is_named: bool = False  # by the text, not by Keras
    is_operation: bool = False  # of the text (`a + b`), which Keras counts among no model's layers
    arguments: dict[str, Place] = field(default_factory=dict)
    open: dict[str, Unknown] = field(default_factory=dict)
    trainable: bool = True
    set_at: dict[bool, Place] = field(default_factory=dict)  # where `trainable` was last set to each
    input_shape: Any = None  # as the first layer of a Sequential may say it, without the batch
    uses: list[Use] = field(default_factory=list)
    stored: tuple[str, str] | None = None  # where its weights lie: a location, and the path in it
    convention: tuple[Operation, ...] = ()
    is_filled: bool = False  # with weights that the text takes from elsewhere


@dataclass(eq=False)
class Use:
    """One call of a layer. `index` orders the calls of a text; `prefix` is the path of the models around it."""

    layer: Layer
    inputs: tuple[Tensor, ...]
    index: int
    place: Place | None = None
    prefix: str = ""
    variable: str | None = None
    bound: Place | None = None
    overwritten: Place | None = None
    consumed: bool = False  # by something that is no layer
    readers: list[Use] = field(default_factory=list)


@dataclass(eq=False)
class Tensor:
    """The output of a layer's call; `shape` is without the batch, None where it cannot be told."""

    use: Use
    output: int = 0
    shape: Shape | None = None


@dataclass(eq=False)
class Model:
    """A Sequential (`steps`) or functional model (`inputs`, `outputs`), or one of a class of the text.

    `doubts` are conditions on which its layers depend, and which the text leaves open. `stages` are what `compile` and
    `fit` were told, `parts` are models inside one of Keras's applications.
    """

    name: str
    made: Place
    title: str | None = None  # the function of the text that makes it
    variables: list[str] = field(default_factory=list)
    steps: list[Any] | None = None
    inputs: tuple[Tensor, ...] = ()
    outputs: tuple[Tensor, ...] = ()
    depth_of_doubt: int = 0
    doubts: list[Unknown] = field(default_factory=list)
    refusal: tuple[int, str] | None = None
    is_part: bool = False
    is_frozen: bool = False  # as a whole, whatever its layers are
    input_shape: Any = None
    stages: list[Any] = field(default_factory=list)
    parts: list[Model] = field(default_factory=list)
    instance: Any = None

    @property
    def is_sequential(self) -> bool:
        """Whether layers are added to it one after another."""
        return self.steps is not None


def apply(layer: Layer, inputs: tuple[Tensor, ...], index: int, place: Place | None, prefix: str = "") -> Tensor:
    """The tensor that a layer gives for others."""
    use = Use(layer, inputs, index, place, prefix)
    layer.uses.append(use)
    for tensor in inputs:
        tensor.use.readers.append(use)
    return Tensor(use, 0, _shape(layer, inputs))


def tensor_of(use: Use) -> Tensor:
    """The output of a call, anew."""
    return Tensor(use, 0, _shape(use.layer, use.inputs))


def _shape(layer: Layer, inputs: tuple[Tensor, ...]) -> Shape | None:
    if layer.open and layer.class_name != "InputLayer":
        config = layer.config | dict.fromkeys(layer.open)
    else:
        config = layer.config
    try:
        return output_of(called(layer.class_name, config, tuple(tensor.shape for tensor in inputs)))
    except ODD_CONFIG:
        return None


def ancestors(tensors: tuple[Tensor, ...]) -> Iterator[Use]:
    """Every call that the tensors depend on, their own among them, each once."""
    seen: set[int] = set()
    waiting = [tensor.use for tensor in tensors]
    while waiting:
        use = waiting.pop()
        if use.index not in seen:
            seen.add(use.index)
            yield use
            waiting.extend(tensor.use for tensor in use.inputs)
