"""What Keras ships, read from a file that diagnostics.build.keras_tables writes, so that nothing here needs Keras."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Literal

Kind = Literal["layers", "optimizers", "losses", "metrics", "initializers", "regularizers", "constraints"]

EVERY_LAYER = {"trainable": True, "dtype": None}  # arguments that all Keras layers take
_WRAPPERS = frozenset({"Bidirectional", "RNN", "SpectralNormalization", "TimeDistributed"})  # weights of another layer
_ACCEPTED_BY_ALL = frozenset({"name", "activity_regularizer", "autocast", "input_shape", *EVERY_LAYER})


@cache
def _tables() -> dict[str, Any]:
    return dict(json.loads((Path(__file__).parent / "keras_tables.json").read_text(encoding="utf-8")))


def names(kind: Kind) -> tuple[str, ...]:
    """Every public class of a kind."""
    return tuple(_tables()[kind])


def spellings(kind: Kind) -> tuple[str, ...]:
    """Class names and the short names that Keras's `get` understands."""
    return (*names(kind), *_tables()[f"{kind}_by_name"])


def class_of(kind: Kind, name: str) -> str | None:
    """The class that a class name or short name stands for, or None."""
    if name in _tables()[kind]:
        return name
    found: str | None = _tables()[f"{kind}_by_name"].get(name) or _tables()[f"{kind}_by_name"].get(name.lower())
    return found


def defaults(kind: Kind, class_name: str) -> dict[str, Any]:
    """Constructor arguments that have a default, with it."""
    return dict(_tables()[kind][class_name]["defaults"])


def required(kind: Kind, class_name: str) -> tuple[str, ...]:
    """Constructor arguments without a default."""
    return tuple(_tables()[kind][class_name]["required"])


@cache
def accepted_by_layer(class_name: str) -> frozenset[str]:
    """Every config key that a layer class takes."""
    return _ACCEPTED_BY_ALL | set(defaults("layers", class_name)) | set(required("layers", class_name))


def activations() -> tuple[str, ...]:
    """Names of the activation functions."""
    return tuple(_tables()["activations"])


@cache
def has_kernel(class_name: str) -> bool:
    """Whether layers of this class mix their inputs through trained weights (dense, convolution, recurrent, …)."""
    kernels = {"kernel_initializer", "depthwise_initializer", "embeddings_initializer"}
    return class_name in _WRAPPERS or bool(accepted_by_layer(class_name) & kernels)


@cache
def has_weights(class_name: str) -> bool:
    """Whether layers of this class hold trainable weights of any sort."""
    if has_kernel(class_name) or class_name in ("AdditiveAttention", "RMSNormalization"):
        return True
    return any(key.endswith("_initializer") for key in accepted_by_layer(class_name))
