"""Stored weights into a built network."""

from __future__ import annotations

import random
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import keras

from diagnostics.build.network import BuildError, Network
from diagnostics.build.refusals import KERAS_REFUSES, first_lines
from diagnostics.data.locations import Roots, local_path
from diagnostics.formats.archive import read_archive
from diagnostics.formats.errors import SavedModelError
from diagnostics.graph.graph import Graph
from diagnostics.graph.node import Node
from diagnostics.spec.errors import SpecError
from diagnostics.spec.model import Weights

_PLACE = "/model/weights/location"
_RAISED_BY_FILES = (OSError, RuntimeError, zipfile.BadZipFile, zlib.error)


def restore(graph: Graph, network: Network, weights: Weights | None, roots: Roots) -> None:
    """Sets the weights of every layer that comes from a saved model. Raises BuildError.

    Random numbers drawn afterwards are the same as without.
    """
    if weights is None:
        return
    wanted = [node for node in graph.used if node.name in weights.layers and node.name in network.holders]
    with _same_random_numbers():
        saved = _loaded(weights.location, roots)
    for node in wanted:
        _set(network.layers[node.name], _found(saved, weights.layers[node.name], node), node)


def _loaded(location: str, roots: Roots) -> Any:
    try:
        path = local_path(location, roots, _PLACE)
        read_archive(path)  # again, since the file may have changed: Keras is to see none that was not looked through
    except SpecError as error:
        raise BuildError(f"{location!r}: {error.problems[0].message}", _PLACE) from error
    except SavedModelError as error:
        raise BuildError(f"{location!r} cannot be used: {error}", _PLACE) from error
    return _load(path, location)


def _load(path: Path, location: str) -> Any:
    try:
        return keras.saving.load_model(path, compile=False, safe_mode=True)
    except (*KERAS_REFUSES, *_RAISED_BY_FILES) as error:
        raise BuildError(f"Keras cannot load {location!r}: {first_lines(error)}", _PLACE) from error


def _found(saved: Any, path: str, node: Node) -> Any:
    found = saved
    for name in path.split("/"):
        found = next((layer for layer in getattr(found, "layers", ()) if layer.name == name), None)
        if found is None:
            message = f"{node.class_name} {node.name!r}: the saved model has no layer {path!r} to take weights from"
            raise BuildError(message, node.pointer())
    return found


def _set(layer: Any, source: Any, node: Node) -> None:
    here, there = _shapes(layer), _shapes(source)
    if here != there:
        told = f"{node.class_name} {node.name!r} holds weights of shape {_listed(here)}"
        raise BuildError(f"{told}, the saved one of {_listed(there)}", node.pointer())
    layer.set_weights(source.get_weights())
    if isinstance(layer, keras.layers.Normalization):
        layer.finalize_state()  # it works with a copy of its weights


def _shapes(layer: Any) -> list[tuple[int, ...]]:
    return [tuple(weight.shape) for weight in layer.weights]


def _listed(shapes: list[tuple[int, ...]]) -> str:
    return ", ".join(str(shape) for shape in shapes) or "none"


@contextmanager
def _same_random_numbers() -> Iterator[None]:
    """Keras draws the seeds of new layers from Python's own generator, which is left as it was."""
    state = random.getstate()
    try:
        yield
    finally:
        random.setstate(state)
