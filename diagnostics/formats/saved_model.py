"""A saved network as a flat list of layers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from diagnostics.formats.errors import SavedModelError

_NOISE = ("rate", "stddev", "dropout", "recurrent_dropout")  # keys of what inference switches off


@dataclass(frozen=True)
class SavedLayer:
    """One layer; `name` is its path in the saved model (`base/conv1`), and `inputs` are such paths.

    `inference` says that it was called with training=False, whatever the network does. `shares` names the layer that is
    called once more here, `place` is the JSON pointer into the model's config.
    """

    name: str
    class_name: str
    config: Mapping[str, Any]
    inputs: tuple[str, ...]
    inference: bool = False
    shares: str | None = None
    place: str = ""


@dataclass(frozen=True)
class SavedModel:
    """Every layer of a saved network, each after all that feed it, and the layers it answers with."""

    layers: tuple[SavedLayer, ...]
    outputs: tuple[str, ...]


def check_built(model: SavedModel) -> None:
    """Raises SavedModelError for a network whose inputs have no shape, and its layers therefore no weights."""
    if any(layer.class_name != "InputLayer" and not layer.inputs for layer in model.layers):
        raise SavedModelError("it was saved before it was built: it has no input shape and no weights")


def with_trainable(model: SavedModel, trainable: bool | None) -> SavedModel:
    """The same layers all frozen or all free; as saved for None."""
    return model if trainable is None else _changed(model, lambda _: {"trainable": trainable})


def with_mode_in_configs(model: SavedModel) -> SavedModel:
    """The same network where training=False stands in configs, as a list of layers has no other place for it.

    Raises SavedModelError for layers whose weights would train while they run in inference mode, and for layers that
    are called in both modes where that makes a difference.
    """
    modes = {(layer.shares or layer.name, layer.inference) for layer in model.layers}
    for layer in model.layers:
        if layer.inference and (layer.shares or layer.name, False) in modes and _differs(layer, model):
            told = f"layer {layer.shares or layer.name!r} is called with training=False and without"
            raise SavedModelError(f"{told}: that cannot be said in a list of layers", layer.place)
    return _changed(model, lambda layer: _inference(layer) if layer.inference else {})


def _changed(model: SavedModel, change: Callable[[SavedLayer], dict[str, Any]]) -> SavedModel:
    layers = tuple(
        layer
        if layer.class_name == "InputLayer" or layer.shares
        else replace(layer, config={**layer.config, **change(layer)})
        for layer in model.layers
    )
    return replace(model, layers=layers)


def _inference(layer: SavedLayer) -> dict[str, Any]:
    if layer.class_name == "BatchNormalization" and layer.config.get("trainable", True):
        told = f"layer {layer.name!r} is called with training=False, and its own weights are trainable"
        raise SavedModelError(f"{told}: that cannot be said in a list of layers; freeze it (trainable: false)")
    if layer.class_name.startswith("Random"):
        raise SavedModelError(f"layer {layer.name!r} augments, but is called with training=False; save without it")
    return {key: 0.0 for key in _NOISE if layer.config.get(key)}


def _differs(layer: SavedLayer, model: SavedModel) -> bool:
    """Whether the mode of a call changes what the layer does."""
    holder = next((each for each in model.layers if each.name == layer.shares), layer)
    noisy = any(holder.config.get(key) for key in _NOISE) or holder.class_name.startswith("Random")
    return noisy or (holder.class_name == "BatchNormalization" and bool(holder.config.get("trainable", True)))
