"""Keras's own applications as lists of layers, from files that diagnostics.build.applications writes."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from diagnostics.formats.application_layers import PART
from diagnostics.formats.application_sizes import for_size
from diagnostics.formats.saved_model import SavedLayer, SavedModel
from diagnostics.spec.dataset import Dataset, Operation
from diagnostics.spec.errors import fault, nearest

FOLDER = Path(__file__).parent / "applications"
_SUFFIX = ".json.gz"


@dataclass(frozen=True)
class KnownApplication:
    """A backbone without its top, for inputs of the job's own shape, and what its weights were trained on."""

    model: SavedModel
    convention: tuple[Operation, ...]


@cache
def names() -> tuple[str, ...]:
    """The applications that can be named."""
    return tuple(sorted(file.name.removesuffix(_SUFFIX) for file in FOLDER.glob(f"*{_SUFFIX}")))


def read_application(name: str, dataset: Dataset) -> KnownApplication:
    """Raises SpecError for a name that is none."""
    if name not in names():
        hint = nearest(name, names()) or f"known: {', '.join(names())}"
        raise fault("/model/application/name", f"no application of this name is known; {hint}", name)
    shape = entering_shape(dataset)
    model = for_size(name, stored(name), shape)
    [entrance, *others] = model.layers
    entrance = replace(entrance, config={**entrance.config, "shape": None if shape is None else list(shape)})
    return KnownApplication(replace(model, layers=(entrance, *others)), (Operation(backbone=name),))


def stored_names(name: str) -> tuple[str, ...]:
    """The names of an application's layers, in the order in which Keras makes them."""
    return tuple(layer.name for layer in stored(name).layers if not layer.name.endswith(PART))


def entering_shape(dataset: Dataset) -> tuple[int, int, int] | None:
    """Height, width and channels of the images that enter the network, where the spec says them."""
    if dataset.image is None:
        return None
    (height, width), channels = dataset.image.size, dataset.image.channels
    for operation in dataset.preprocess.train:
        if operation.resize is not None:
            height, width = operation.resize.size
        elif operation.grayscale_to_rgb is not None:
            channels = 3
    return height, width, channels


@cache
def stored(name: str) -> SavedModel:
    """The application's layers as the file has them, for inputs of any size."""
    content: Any = json.loads(gzip.decompress((FOLDER / f"{name}{_SUFFIX}").read_bytes()))
    layers = [SavedLayer(entry[0], entry[1], entry[2], tuple(entry[3])) for entry in content["layers"]]
    return SavedModel(tuple(layers), tuple(content["outputs"]))
