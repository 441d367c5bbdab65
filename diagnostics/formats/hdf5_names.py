"""Which layers an HDF5 file has weights for, and what it calls them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from diagnostics.formats.hdf5 import opened, reading

_WHOLE_MODEL = "model_weights"


def weights_root(file: Any) -> Any:
    """The group that has one group a layer: a part of a whole model, the file itself where it holds weights alone."""
    return file.get(_WHOLE_MODEL, file)


def texts(group: Any, key: str) -> list[str]:
    """A list of names, which Keras spreads over several attributes where it is long."""
    found = [name for part in _parts(group, key) for name in part]
    return [name.decode() if isinstance(name, bytes) else str(name) for name in found]


def layers_with_weights(path: Path) -> list[str]:
    """The layers that a file has weights for, in the network's order; none where it does not tell.

    Raises SavedModelError.
    """
    with opened(path) as file, reading():
        root = weights_root(file)
        return [name for name in texts(root, "layer_names") if texts(root[name], "weight_names")]


def _parts(group: Any, key: str) -> Iterator[Any]:
    if key in group.attrs:
        yield group.attrs[key]
    number = 0
    while f"{key}{number}" in group.attrs:
        yield group.attrs[f"{key}{number}"]
        number += 1
