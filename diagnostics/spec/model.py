"""The network, in one of six forms."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, model_validator

from diagnostics.spec.dataset import Operation
from diagnostics.spec.part import Choice, Part

Name = Annotated[str, Field(min_length=1, max_length=128, pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.\-/]*$")]


class Layer(Part):
    """One declared layer: a Keras class, its config, and the layers that feed it (default: the one before).

    `shares` names an earlier layer that is called once more here, with its weights: class and config are that layer's,
    and the config is left out.
    """

    name: Name | None = None
    class_name: Annotated[str, Field(min_length=1, max_length=128)]
    config: dict[str, Any] = {}
    inputs: tuple[Name, ...] | None = None
    shares: Name | None = None


class Source(Part):
    """Keras Python text, and a literal for each expression that the text leaves open.

    `model` names the variable or function of the network that is meant, where the text has several. `filename` is what
    diffs of the text are to name.
    """

    text: Annotated[str, Field(min_length=1)]
    define: dict[str, Any] = {}
    model: str | None = None
    filename: Annotated[str, Field(min_length=1, max_length=1000, pattern=r"^[^\x00-\x1f]+$")] | None = None


class Summary(Part):
    """A pasted `model.summary()`."""

    text: Annotated[str, Field(min_length=1)]


Convention = tuple[Operation, ...]


class Application(Part):
    """A Keras Applications backbone without its top, with a head on it.

    `weights` is the location of a saved model that holds the same backbone (`.keras`, `.h5`), or `imagenet`: then Keras
    fetches them. `convention` is the preprocessing that the weights were trained with (default: the application's own).
    """

    name: Annotated[str, Field(min_length=1, max_length=128)]
    weights: Annotated[str, Field(min_length=1)] | None = None
    trainable: bool = True
    head: tuple[Layer, ...] = ()
    convention: Convention | None = None


class Archive(Part):
    """A saved model (`.keras`, `.h5`) with its weights, and a head on it.

    `trainable` freezes or frees every saved layer (default: as saved). `convention` is the preprocessing that the saved
    model was trained with, where that is known.
    """

    location: Annotated[str, Field(min_length=1)]
    trainable: bool | None = None
    head: tuple[Layer, ...] = ()
    convention: Convention | None = None


class Weights(Part):
    """Stored weights: a saved model, and for layers that come from it their place in it (`base/conv1`).

    The location is that of a `.keras` or `.h5` file, of weights alone too (`.weights.h5`), or `keras://ResNet50`
    (`keras://MobileNetV2?alpha=0.5`): then Keras fetches the weights of that application.
    An entry for a layer that the network no longer has is without effect.
    """

    location: Annotated[str, Field(min_length=1)]
    layers: dict[Name, Annotated[str, Field(min_length=1)]]
    convention: Convention | None = None


Lines = dict[str, tuple[Annotated[int, Field(ge=1)], Annotated[int, Field(ge=1)]]]


class Model(Choice):
    """The network in exactly one form, and the layers it answers with (default: the last declared).

    `weights` and `lines` belong to `layers`: the other forms bring their own. `lines` are those of a program, the
    first and the last, by layer or by JSON pointer.
    """

    beside: ClassVar[frozenset[str]] = frozenset({"outputs", "weights", "lines"})

    layers: Annotated[tuple[Layer, ...], Field(min_length=1, max_length=10_000)] | None = None
    keras: dict[str, Any] | None = None
    source: Source | None = None
    summary: Summary | None = None
    application: Application | None = None
    archive: Archive | None = None
    outputs: Annotated[tuple[Name, ...], Field(min_length=1)] | None = None
    weights: Weights | None = None
    lines: Lines | None = None

    @model_validator(mode="after")
    def _weights_of_layers(self) -> Self:
        if self.weights is not None and self.layers is None:
            raise ValueError("weights stands beside layers; name the saved model inside the form itself")
        return self
