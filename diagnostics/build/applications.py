"""Writes Keras's applications, and how they want their inputs, as data that the light half reads without Keras.

Run as `python -m diagnostics.build.applications` after a Keras upgrade; a test fails when a file is out of date.
"""

from __future__ import annotations

import gzip
import importlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from diagnostics.formats.application import FOLDER
from diagnostics.formats.application_sizes import for_even_maps
from diagnostics.formats.conventions import TABLE, Convention
from diagnostics.formats.errors import SavedModelError
from diagnostics.formats.keras_config import read_config
from diagnostics.formats.saved_model import SavedLayer
from diagnostics.graph import keras_tables

_WIRED_BY_SIZE = {"NASNetLarge": 331, "NASNetMobile": 224}  # the wiring is that of every size which Keras takes


def application_names() -> tuple[str, ...]:
    """Every application that the installed Keras ships."""
    import keras  # heavy, and only needed here

    return tuple(sorted(name for name in vars(keras.applications) if name[0].isupper()))


def stored(name: str) -> dict[str, Any]:
    """An application without its top, for inputs of any size. Raises SavedModelError for layers that Keras hides."""
    import keras  # heavy, and only needed here

    keras.backend.clear_session()
    side = _WIRED_BY_SIZE.get(name)
    made = getattr(keras.applications, name)(include_top=False, weights=None, input_shape=(side, side, 3))
    saved = read_config(json.loads(json.dumps(keras.saving.serialize_keras_object(made))))
    layers = saved.layers if side is None else for_even_maps(saved.layers)
    for layer in layers:
        if layer.class_name not in keras_tables.names("layers"):
            raise SavedModelError(f"{layer.class_name} is no layer that a job can name")
    return {"layers": [_entry(layer) for layer in layers], "outputs": list(saved.outputs)}


def content_of(file: Path) -> Any:
    """What a stored application holds."""
    return json.loads(gzip.decompress(file.read_bytes()))


def write() -> None:
    """Every application that can be a list of layers, and the conventions of all."""
    for name in application_names():
        try:
            content = json.dumps(stored(name), separators=(",", ":"), sort_keys=True)
        except SavedModelError as error:
            print(f"{name} is left out: {error}")  # noqa: T201  a generator's report
            continue
        (FOLDER / f"{name}.json.gz").write_bytes(gzip.compress(content.encode(), mtime=0))
    write_conventions()


def write_conventions() -> None:
    """How every application wants its inputs."""
    known = {name: convention(name) for name in application_names()}
    TABLE.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def convention(name: str) -> Convention:
    """Which of Keras's ways an application's own preprocess_input goes."""
    import keras  # heavy, and only needed here

    home = importlib.import_module(getattr(keras.applications, name).__module__)
    ways = importlib.import_module("keras.src.applications.imagenet_utils")
    pixels = np.random.default_rng(0).uniform(0, 255, (1, 2, 2, 3))
    wanted = home.preprocess_input(pixels.copy())
    named: tuple[Convention, ...] = ("caffe", "tf", "torch")
    fitting = [way for way in named if np.allclose(wanted, ways.preprocess_input(pixels.copy(), mode=way))]
    if not fitting and not np.allclose(wanted, pixels):
        raise ValueError(f"{name} has a convention of its own")
    return fitting[0] if fitting else "none"


def _entry(layer: SavedLayer) -> list[Any]:
    """Name, class, what differs from the defaults, inputs."""
    implied = {**keras_tables.EVERY_LAYER, **keras_tables.defaults("layers", layer.class_name)}
    config = {key: value for key, value in layer.config.items() if not _implied(key, value, implied)}
    if layer.class_name == "InputLayer":
        config = {}  # the job says how large its images are
    return [layer.name, layer.class_name, config, list(layer.inputs)]


def _implied(key: str, value: Any, implied: Mapping[str, Any]) -> bool:
    if key not in implied:
        return False
    if isinstance(value, Mapping) and isinstance(implied[key], str):  # a default initializer with its own defaults
        return bool(keras_tables.class_of("initializers", implied[key]) == value["class_name"])
    return bool(value == implied[key])


if __name__ == "__main__":
    write()
