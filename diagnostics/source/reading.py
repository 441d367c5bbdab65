"""What a text was understood to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from diagnostics.source.place import Place
from diagnostics.spec.model import Layer, Weights


@dataclass(frozen=True)
class Supplied:
    """What is known beside the text: the data's, and a literal for each expression named, as written in the text.

    `input_shape` is that of one sample, without the batch.
    """

    define: Mapping[str, Any] = field(default_factory=dict)
    classes: int | None = None
    input_shape: tuple[int, ...] | None = None
    samples: int | None = None


@dataclass(frozen=True)
class Missing:
    """An expression that the text leaves open, and how to supply it.

    `pointer` says what depends on it: `/model/layers/dense/units` (by the layer's name), `/training/epochs`.
    """

    line: int
    expression: str
    supply: str
    pointer: str = ""


@dataclass(frozen=True)
class Note:
    """What was read otherwise than it is written, such as a spelling of Keras 1."""

    line: int
    message: str


@dataclass(frozen=True)
class LayerSource:
    """Where a layer stands in the text.

    `made` is the call of the layer's class (`Dense(10)`), `arguments` the values of its config keys, `applied` the
    whole expression that puts it to use (`Dense(10)(x)`, `model.add(Dense(10))`). `variable` is what its output was
    assigned to and `bound` the assignment, `overwritten` where that variable got another value before anything had
    read it. `trainable` is the value by which a statement froze or freed it.
    """

    made: Place
    arguments: Mapping[str, Place] = field(default_factory=dict)
    applied: Place | None = None
    variable: str | None = None
    overwritten: Place | None = None
    bound: Place | None = None
    trainable: Place | None = None


@dataclass(frozen=True)
class ReadModel:
    """One network of the text, and what the text says of its training and data.

    `name` is the variable that holds it, or the function that builds it. `layers` have names and inputs, unused ones
    among them; nested models are flattened (`base/conv1`). `training` and `dataset` are as in a job spec, with only
    the keys that the text states. `places` leads from JSON pointers (`/training/learning_rate`) to the text. `open`
    names the config values, by layer and key, for which something stands in because the text leaves them open.
    `filled` are the layers whose weights the text trains in another network, or gives itself.
    """

    name: str
    layers: tuple[Layer, ...]
    outputs: tuple[str, ...]
    sources: Mapping[str, LayerSource]
    training: Mapping[str, Any] = field(default_factory=dict)
    dataset: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    open: frozenset[tuple[str, str]] = frozenset()
    missing: tuple[Missing, ...] = ()
    notes: tuple[Note, ...] = ()
    weights: Weights | None = None
    filled: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Refused:
    """A network that is made in the text but cannot be read: the line and expression at fault, and what to do."""

    name: str
    line: int
    expression: str
    supply: str


@dataclass(frozen=True)
class Reading:
    """Every network of a text, in the order in which they are made, and those that cannot be read."""

    models: tuple[ReadModel, ...]
    refused: tuple[Refused, ...] = ()
