"""The config inside a `.h5` file of a whole model. Weights stay where they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from diagnostics.formats.errors import SavedModelError
from diagnostics.formats.hdf5 import opened, reading
from diagnostics.formats.keras_config import read_config_text
from diagnostics.formats.saved_model import SavedModel

MAX_CONFIG_BYTES = 16 * 2**20
_CONFIG = "model_config"
_WEIGHTS_ALONE = (
    "it holds weights alone, and no layers: save the whole model with model.save, or give the layers in another form "
    "and this file as model.weights"
)


def read_hdf5(path: Path) -> SavedModel:
    """The network in a file that Keras 1, 2 or 3 saved with `model.save('name.h5')`. Raises SavedModelError."""
    with opened(path) as file, reading():
        text = _config_text(file)
    return read_config_text(text, _CONFIG)


def holds_config(path: Path) -> bool:
    """Whether a file holds a whole model, and not weights alone. Raises SavedModelError."""
    with opened(path) as file, reading():
        return _CONFIG in file.attrs


def _config_text(file: Any) -> str | bytes:
    text = file.attrs.get(_CONFIG)
    if text is None:
        raise SavedModelError(_WEIGHTS_ALONE)
    if not isinstance(text, str | bytes):
        raise SavedModelError(f"its {_CONFIG} is {type(text).__name__}, not text")
    if len(text) > MAX_CONFIG_BYTES:
        raise SavedModelError(f"its {_CONFIG} holds more than {MAX_CONFIG_BYTES:,} bytes")
    return text
