"""Where a backbone's layers stand in a saved model that holds it, perhaps under other names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from diagnostics.formats.errors import SavedModelError
from diagnostics.formats.saved_model import SavedLayer, SavedModel
from diagnostics.graph import keras_tables

_SHAPING = ("filters", "units", "kernel_size", "strides", "depth_multiplier", "axis")


def matched(backbone: SavedModel, saved: SavedModel, name: str) -> dict[str, str]:
    """For each layer of the backbone, the path of the same layer in the saved model.

    Keras numbers unnamed layers anew in each program, so names tell nothing; layers in a row of the same classes and
    sizes do. Raises SavedModelError where the saved model has no such row.
    """
    wanted, found = _layers(backbone), _layers(saved)
    signs, there = [_sign(layer) for layer in wanted], [_sign(layer) for layer in found]
    for start in range(len(there) - len(signs) + 1):
        if there[start : start + len(signs)] == signs:
            row = found[start : start + len(signs)]
            return {mine.name: other.name for mine, other in zip(wanted, row, strict=True)}
    told = f"it holds {len(found)} layers, and nowhere among them the {len(wanted)} of {name} in a row"
    raise SavedModelError(f"{told}; save keras.applications.{name}, or take the model as it is (model.archive)")


def named_alike(backbone: SavedModel, stored: Sequence[str], name: str) -> dict[str, str]:
    """The same for a file that holds weights alone, given the layers that it has weights for, in order.

    They have the names of the backbone's or, numbered in another program, at least their number and order.
    """
    wanted = [layer.name for layer in _layers(backbone) if _holds_weights(layer.class_name)]
    if set(wanted) <= set(stored):
        return {each: each for each in wanted}
    if len(wanted) != len(stored):
        told = f"it has weights for {len(stored)} layers, and {name} without its top has {len(wanted)} with weights"
        raise SavedModelError(f"{told}; save keras.applications.{name}(include_top=False)")
    return dict(zip(wanted, stored, strict=True))


def _holds_weights(class_name: str) -> bool:
    return class_name == "Normalization" or keras_tables.has_weights(class_name)


def _layers(model: SavedModel) -> Sequence[SavedLayer]:
    known = keras_tables.names("layers")  # others are refused when the saved model itself is taken
    kept = (layer for layer in model.layers if layer.class_name != "InputLayer" and layer.shares is None)
    return [layer for layer in kept if layer.class_name in known]


def _sign(layer: SavedLayer) -> tuple[Any, ...]:
    config = keras_tables.defaults("layers", layer.class_name) | dict(layer.config)
    return (layer.class_name, *(_listed(config.get(key)) for key in _SHAPING))


def _listed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
