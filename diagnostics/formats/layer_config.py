"""The config of one saved layer as a list of layers takes it, whichever version of Keras wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from diagnostics.formats.errors import SavedModelError
from diagnostics.formats.older_keras import renamed_class, translated_config
from diagnostics.formats.plain_config import check_is_keras_s_own, plain
from diagnostics.graph import keras_tables
from diagnostics.graph.plain import RUNS_CODE

Entry = Mapping[str, Any]
_OPERATIONS = ("keras.src.ops", "keras.src.activations", "keras.ops", "keras.activations")
_OLDER_OPERATION = "TFOpLambda"
_OF_CUDNN: Mapping[str, Mapping[str, Any]] = {
    "CuDNNGRU": {"recurrent_activation": "sigmoid", "reset_after": True},
    "CuDNNLSTM": {"recurrent_activation": "sigmoid"},
}
_SHAPES = ("batch_input_shape", "batch_shape")


def translated(entry: Entry) -> Entry:
    """The entry with its class as Keras 3 calls it, and its name beside it wherever it was written."""
    config = entry["config"]
    within = config.get("name") if isinstance(config, Mapping) else None
    named = {**entry, "name": entry.get("name") or within or str(entry["class_name"]).lower()}
    if not isinstance(config, Mapping):
        return named
    implied = _OF_CUDNN.get(entry["class_name"], {})
    return {**named, "class_name": renamed_class(entry["class_name"]), "config": {**implied, **config}}


def entrance_of(entry: Entry) -> Entry | None:
    """The InputLayer that starts a Sequential: the first layer itself, the one inside it, or the one it implies."""
    if entry["class_name"] == "InputLayer":
        return entry
    config = entry["config"]
    inside = config if isinstance(config, list) else config.get("layers")
    if inside:
        return entrance_of(translated(inside[0]))
    shape = next((config[key] for key in _SHAPES if config.get(key)), None)
    if shape is None:
        return None
    implied = {"batch_shape": shape, "dtype": config.get("dtype")}
    return {"class_name": "InputLayer", "name": f"{entry['name']}_input", "config": implied}


def operation_of(entry: Entry) -> tuple[str, Mapping[str, Any]] | None:
    """The name and the settings of an operation on tensors; None for layers."""
    config = entry["config"]
    if entry["class_name"] == _OLDER_OPERATION:
        return str(config["function"]), {}
    if str(entry.get("module", "")).startswith(_OPERATIONS):
        settings = plain({key: value for key, value in config.items() if key != "name"})
        return str(entry["class_name"]), settings
    return None


def config_of(entry: Entry, path: str, place: str) -> dict[str, Any]:
    """The layer's config without its name. Raises SavedModelError for layers that hold code, and custom objects."""
    class_name = entry["class_name"]
    if str(class_name) in RUNS_CODE:
        told = f"layer {path!r} is a {class_name}: layers that hold code are not loaded"
        raise SavedModelError(told, f"{place}/class_name")
    try:
        check_is_keras_s_own(entry)
        config = plain(translated_config(class_name, entry["config"]))
    except SavedModelError as error:
        raise SavedModelError(f"layer {path!r}: {error}", place) from error
    known = _accepted(class_name)
    return {key: value for key, value in config.items() if key != "name" and (key in known or not _is_idle(value))}


def _is_idle(value: Any) -> bool:
    """Whether a value can be left out of the config of a class that does not take its key."""
    return value is None or value is False or value == "channels_last"


def _accepted(class_name: str) -> frozenset[str]:
    known = class_name in keras_tables.names("layers")
    return keras_tables.accepted_by_layer(class_name) if known else frozenset()
