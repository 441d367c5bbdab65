"""Layers that Keras's applications keep to themselves, as layers of Keras that do the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from diagnostics.formats.saved_model import SavedLayer

PART = "/scaled"  # ends the name of a layer that Keras has no layer for
_HOME = "keras.src.applications."
_OF_EACH_CHANNEL = "bhwc,c->bhwc"


def is_application_s_own(entry: Mapping[str, Any]) -> bool:
    """Whether a saved layer is one that Keras defines beside an application, and this module has others for."""
    return str(entry.get("module", "")).startswith(_HOME) and entry["class_name"] in _LAYERS


def public_layers(layer: SavedLayer) -> list[SavedLayer]:
    """The layers that stand for it, the last under its name and with weights of the same shape."""
    return _LAYERS[layer.class_name](layer)


def is_channel_scale(layer: SavedLayer) -> bool:
    """Whether it stands for ConvNeXt's factors."""
    return layer.class_name == "EinsumDense" and layer.config.get("equation") == _OF_EACH_CHANNEL


def _scaled_sum(layer: SavedLayer) -> list[SavedLayer]:
    """InceptionResNetV2's `a + scale * b`."""
    whole, residual = layer.inputs
    scaled = SavedLayer(layer.name + PART, "Rescaling", {"scale": layer.config["scale"]}, (residual,))
    return [scaled, SavedLayer(layer.name, "Add", {}, (whole, scaled.name), place=layer.place)]


def _scaled_channels(layer: SavedLayer) -> list[SavedLayer]:
    """ConvNeXt's trained factor for each channel; Keras's EinsumDense keeps its weights in the same shape."""
    config = {
        "equation": _OF_EACH_CHANNEL,
        "output_shape": [None, None, layer.config["projection_dim"]],
        "kernel_initializer": {"class_name": "Constant", "config": {"value": layer.config["init_values"]}},
        "trainable": layer.config.get("trainable", True),
    }
    return [SavedLayer(layer.name, "EinsumDense", config, layer.inputs, layer.inference, place=layer.place)]


def _dropped_path(layer: SavedLayer) -> list[SavedLayer]:
    """ConvNeXt's drop of whole samples."""
    config = {"rate": layer.config["drop_path_rate"], "noise_shape": [None, 1, 1, 1]}
    return [SavedLayer(layer.name, "Dropout", config, layer.inputs, layer.inference, place=layer.place)]


_LAYERS = {"CustomScaleLayer": _scaled_sum, "LayerScale": _scaled_channels, "StochasticDepth": _dropped_path}
