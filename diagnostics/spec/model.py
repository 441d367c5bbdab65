"""The network, in one of six forms."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import Field

from diagnostics.spec.part import Choice, Part

Name = Annotated[str, Field(min_length=1, max_length=128, pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.\-/]*$")]


class Layer(Part):
    """One declared layer: a Keras class, its config, and the layers that feed it (default: the one before)."""

    name: Name | None = None
    class_name: Annotated[str, Field(min_length=1, max_length=128)]
    config: dict[str, Any] = {}
    inputs: tuple[Name, ...] | None = None


class Source(Part):
    """Keras Python text, and a literal for each expression that the text leaves open."""

    text: Annotated[str, Field(min_length=1)]
    define: dict[str, Any] = {}


class Summary(Part):
    """A pasted `model.summary()`."""

    text: Annotated[str, Field(min_length=1)]


class Application(Part):
    """A Keras Applications backbone with a head on it."""

    name: str
    weights: str | None = None
    trainable: bool = True
    head: tuple[Layer, ...] = ()


class Archive(Part):
    """A saved `.keras` or `.h5` model."""

    location: Annotated[str, Field(min_length=1)]


class Model(Choice):
    """The network in exactly one form, and the layers it answers with (default: the last declared)."""

    beside: ClassVar[frozenset[str]] = frozenset({"outputs"})

    layers: Annotated[tuple[Layer, ...], Field(min_length=1, max_length=10_000)] | None = None
    keras: dict[str, Any] | None = None
    source: Source | None = None
    summary: Summary | None = None
    application: Application | None = None
    archive: Archive | None = None
    outputs: Annotated[tuple[Name, ...], Field(min_length=1)] | None = None
