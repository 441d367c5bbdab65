"""Refuses configs that would make Keras import or run something."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from diagnostics.graph import keras_tables
from diagnostics.spec.errors import fault

RUNS_CODE = frozenset({"Lambda", "TFSMLayer", "TorchModuleWrapper", "JaxLayer", "FlaxLayer"})
_FILES = frozenset({"vocabulary", "idf_weights"})  # Keras reads a text as the path of a file
_IMPORTS = frozenset({"module", "registered_name"})


def check_plain(config: Any, pointer: str) -> None:
    """Raises SpecError where a config, at any depth, holds code or names something to import."""
    if isinstance(config, Mapping):
        _check_nested_object(config, pointer)
        for key in _FILES & set(config):
            if isinstance(config[key], str):
                raise fault(
                    f"{pointer}/{key}", "files are not opened for a layer; write the entries as a list", config[key]
                )
        for key, value in config.items():
            check_plain(value, f"{pointer}/{key}")
    elif isinstance(config, list | tuple):
        for index, value in enumerate(config):
            check_plain(value, f"{pointer}/{index}")


def _check_nested_object(config: Mapping[str, Any], pointer: str) -> None:
    for key in _IMPORTS & set(config):
        raise fault(f"{pointer}/{key}", "custom objects are not loaded; leave this key out", config[key])
    class_name = config.get("class_name")
    if class_name is None:
        return
    if str(class_name) in RUNS_CODE | {"__lambda__"}:
        raise fault(f"{pointer}/class_name", "layers that hold code are not loaded", class_name)
    if not isinstance(class_name, str) or not any(class_name in keras_tables.names(kind) for kind in _NESTABLE):
        raise fault(f"{pointer}/class_name", "Keras has no layer or initializer of this name", class_name)


_NESTABLE: tuple[keras_tables.Kind, ...] = ("layers", "initializers", "regularizers", "constraints")
