"""What Keras built of a program, as resolved layers."""

from __future__ import annotations

from typing import Any

from diagnostics.formats.keras_config import read_config
from diagnostics.formats.saved_model import SavedLayer
from diagnostics.graph import keras_tables
from diagnostics.graph.layers_form import resolve_layers
from diagnostics.spec.dataset import Dataset
from diagnostics.spec.job import ResolvedModel
from diagnostics.spec.model import Layer, Model

_DATA = Dataset(location="data.npz")


def built_by_keras(config: Any) -> ResolvedModel:
    """The layers of a network that Keras wrote, in whichever mode they were called: `fit` sets it for all of them."""
    saved = read_config(config)
    layers = [
        Layer(
            name=layer.name,
            class_name=layer.class_name,
            config=_config(layer),
            inputs=layer.inputs,
            shares=layer.shares,
        )
        for layer in saved.layers
    ]
    return resolve_layers(Model(layers=tuple(layers), outputs=saved.outputs), _DATA)


def _config(layer: SavedLayer) -> dict[str, Any]:
    """What the layer's class takes; Keras writes more than that for some (`zero_output_for_mask`)."""
    if layer.shares is not None:
        return {}
    known = keras_tables.accepted_by_layer(layer.class_name) | {"shape", "batch_shape"}
    return {key: value for key, value in layer.config.items() if key in known}
