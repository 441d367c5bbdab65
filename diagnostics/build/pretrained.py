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

from diagnostics.build.downloads import DownloadError, fetched
from diagnostics.build.network import BuildError, Network
from diagnostics.build.refusals import KERAS_REFUSES, first_lines
from diagnostics.build.stored_weights import MissingWeights, fill
from diagnostics.data.locations import Roots, keras_download, local_path
from diagnostics.formats.archive import read_archive
from diagnostics.formats.errors import SavedModelError
from diagnostics.formats.hdf5 import SUFFIXES, opened
from diagnostics.graph.graph import Graph
from diagnostics.graph.node import Node
from diagnostics.spec.errors import SpecError
from diagnostics.spec.model import Weights

Place = tuple[Any, str, Node]  # a layer of Keras, the path of the saved one, and the layer in the spec
_PLACE = "/model/weights/location"
_RAISED_BY_FILES = (OSError, RuntimeError, zipfile.BadZipFile, zlib.error)


def restore(graph: Graph, network: Network, weights: Weights | None, roots: Roots) -> None:
    """Sets the weights of every layer that comes from a saved model. Raises BuildError.

    Random numbers drawn afterwards are the same as without.
    """
    if weights is None:
        return
    holding = {name: layer for name, layer in network.holders.items() if getattr(layer, "weights", ())}
    wanted = [node for node in graph.used if node.name in weights.layers and node.name in holding]
    places = [(holding[node.name], weights.layers[node.name], node) for node in wanted]
    with _same_random_numbers():
        _restore_from(places, weights.location, roots)
    for layer, _, _ in places:
        if isinstance(layer, keras.layers.Normalization):
            layer.finalize_state()  # it works with a copy of its weights


def _restore_from(places: list[Place], location: str, roots: Roots) -> None:
    name = keras_download(location)
    if name is not None:
        fetched = _fetched(name)
        for layer, place, node in places:
            _set(layer, _in(fetched, place, node), node)
        return
    path = _found_file(location, roots)
    if path.suffix.lower() in SUFFIXES:
        _fill(places, path, location)
        return
    saved = _loaded(path, location)
    for layer, place, node in places:
        _set(layer, _found(saved, place, node), node)


def _fetched(name: str) -> dict[str, Any]:
    try:
        return fetched(name)
    except DownloadError as error:
        raise BuildError(str(error), _PLACE) from error


def _in(layers: dict[str, Any], place: str, node: Node) -> Any:
    if place not in layers:
        raise BuildError(f"{node.class_name} {node.name!r}: the application has no layer {place!r}", node.pointer())
    return layers[place]


def _found_file(location: str, roots: Roots) -> Path:
    try:
        return local_path(location, roots, _PLACE)
    except SpecError as error:
        raise BuildError(f"{location!r}: {error.problems[0].message}", _PLACE) from error


def _fill(places: list[Place], path: Path, location: str) -> None:
    """From an HDF5 file, of a whole model or of weights alone."""
    try:
        with opened(path) as file:
            for layer, place, node in places:
                _fill_one(layer, file, place, node)
    except SavedModelError as error:
        raise BuildError(f"{location!r} cannot be used: {error}", _PLACE) from error


def _fill_one(layer: Any, file: Any, place: str, node: Node) -> None:
    told = f"{node.class_name} {node.name!r}"
    try:
        fill(layer, file, place)
    except MissingWeights as error:
        raise BuildError(f"{told}: the saved model has {error} to take weights from", node.pointer()) from error
    except KERAS_REFUSES as error:
        raise BuildError(f"{told} {first_lines(error)}", node.pointer()) from error


def _loaded(path: Path, location: str) -> Any:
    try:
        read_archive(path)  # again, since the file may have changed: Keras is to see none that was not looked through
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
