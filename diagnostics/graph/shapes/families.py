"""The family of every layer class, found by walking this package."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from diagnostics.graph import keras_tables
from diagnostics.graph.shapes.family import Call, Family, Unknown, Weights
from diagnostics.graph.shapes.layer_shape import Shape

_MOST_AXES = 254  # of a TensorFlow tensor
_LONGEST_AXIS = 2**63 - 1
# What a function stumbles over when a config is one that Keras refuses as well.
ODD_CONFIG = (Unknown, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


@cache
def families() -> Mapping[str, Family]:
    """Class names to families: the `FAMILIES` of every file beside this one."""
    found: dict[str, Family] = {}
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        found |= getattr(importlib.import_module(f"{__package__}.{module.name}"), "FAMILIES", {})
    return found


def called(class_name: str, config: Mapping[str, Any], inputs: tuple[Shape | None, ...]) -> Call:
    """The layer with every default of its config written out."""
    defaults = keras_tables.defaults("layers", class_name) if class_name in keras_tables.names("layers") else {}
    return Call(class_name, {**defaults, **config}, inputs)


def nested(layer: Any, *inputs: Shape | None) -> Call:
    """A layer inside another's config (`{class_name, config}`), on inputs of its own. Raises Unknown."""
    if not isinstance(layer, Mapping) or not isinstance(layer.get("config", {}), Mapping):
        raise Unknown("no layer")
    return called(layer["class_name"], layer.get("config", {}), inputs)


def output_of(call: Call) -> Shape:
    """The shape of what the layer gives. Raises one of ODD_CONFIG."""
    shape = tuple(families()[call.class_name].output(call))
    if len(shape) > _MOST_AXES or any(axis is not None and not 0 < axis <= _LONGEST_AXIS for axis in shape):
        raise Unknown("no shape of a tensor")
    return shape


def weights_of(call: Call) -> Weights:
    """What the layer holds, nothing of it trained where it is frozen. Raises one of ODD_CONFIG."""
    held = families()[call.class_name].weights(call)
    return held if call.config.get("trainable", True) else Weights(0, held.trained + held.fixed)
