"""From Keras 3's config of a model (`config.json` in a `.keras` file) to a flat list of layers; nothing is run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from diagnostics.formats.errors import SavedModelError
from diagnostics.formats.inbound import References, call_of, references
from diagnostics.formats.plain_config import MAX_DEPTH, check_is_keras_s_own, plain
from diagnostics.formats.saved_model import SavedLayer, SavedModel
from diagnostics.graph import keras_tables
from diagnostics.graph.plain import RUNS_CODE

_FUNCTIONAL = frozenset({"Functional", "Model"})
MAX_LAYERS = 10_000  # as many as a job may declare
_MALFORMED = (KeyError, TypeError, IndexError, AttributeError, ValueError, RecursionError)

Entry = Mapping[str, Any]
Paths = tuple[str, ...]


@dataclass(frozen=True)
class _Within:
    """What a model passes on to its layers: the paths of its inputs (None for the outermost), name, flags."""

    feeds: Paths | None = None
    prefix: str = ""
    trainable: bool = True
    inference: bool = False
    depth: int = 0


def read_config(document: Any) -> SavedModel:
    """The layers of a Sequential or Functional model, nested ones flattened. Raises SavedModelError."""
    try:
        layers, outputs = _model(document, _Within())
    except SavedModelError:
        raise
    except _MALFORMED as error:
        raise SavedModelError(f"its config is not one that Keras 3 writes ({type(error).__name__}: {error})") from error
    if len(layers) > MAX_LAYERS:
        raise SavedModelError(f"it has {len(layers):,} layers, {MAX_LAYERS:,} are allowed")
    return SavedModel(tuple(layers), outputs)


def _model(entry: Entry, within: _Within) -> tuple[list[SavedLayer], Paths]:
    """The layers of a model, and the paths of its outputs."""
    if within.depth > MAX_DEPTH:
        raise SavedModelError(f"its models are nested deeper than {MAX_DEPTH} levels")
    _check_model(entry)
    config = entry["config"]
    inside = replace(within, trainable=within.trainable and config.get("trainable", True) is not False)
    return _sequential(config, inside) if entry["class_name"] == "Sequential" else _functional(config, inside)


def _check_model(entry: Entry) -> None:
    class_name = entry["class_name"]
    if class_name == "Sequential" or (class_name in _FUNCTIONAL and "layers" in entry["config"]):
        check_is_keras_s_own(entry)
        return
    kinds = "a Sequential or a Functional model"
    raise SavedModelError(f"it is a {class_name!r}, not {kinds}: what a class of one's own does stands in code alone")


def _sequential(config: Entry, within: _Within) -> tuple[list[SavedLayer], Paths]:
    entries: Sequence[Entry] = config["layers"]
    current = within.feeds
    if current is None and entries[0]["class_name"] != "InputLayer":
        raise SavedModelError("it was saved before it was built: it has no input shape and no weights")
    found: list[SavedLayer] = []
    for entry in entries:
        if entry["class_name"] == "InputLayer":
            if current is None:
                found.append(_input_layer(entry, within))
                current = (found[-1].name,)
            continue
        added, current = _layer(entry, current or (), within)
        found.extend(added)
    return found, current or ()


def _functional(config: Entry, within: _Within) -> tuple[list[SavedLayer], Paths]:
    entrances = [name for name, _ in references(config["input_layers"])]
    found: list[SavedLayer] = []
    outputs: dict[str, Paths] = {}
    for entry in config["layers"]:
        name = entry["config"]["name"]
        if entry["class_name"] == "InputLayer" and within.feeds is not None:
            outputs[name] = (within.feeds[entrances.index(name)],)
        elif entry["class_name"] == "InputLayer":
            found.append(_input_layer(entry, within))
            outputs[name] = (found[-1].name,)
        else:
            _check_is_layer(entry, within.prefix + name)
            call = call_of(entry, within.prefix + name)
            inside = replace(within, inference=within.inference or call.inference)
            added, outputs[name] = _layer(entry, _paths(call.inputs, outputs), inside)
            found.extend(added)
    return found, _paths(references(config["output_layers"]), outputs)


def _check_is_layer(entry: Entry, path: str) -> None:
    if str(entry.get("module", "")).startswith("keras.src.ops"):
        told = f"{path!r} is the operation {entry['class_name']} on tensors, not a layer"
        raise SavedModelError(f"{told}; save the model with layers alone")


def _paths(wanted: References, outputs: Mapping[str, Paths]) -> Paths:
    return tuple(_path(name, index, outputs) for name, index in wanted)


def _path(name: str, index: int, outputs: Mapping[str, Paths]) -> str:
    if index >= len(outputs[name]):
        raise SavedModelError(
            f"output {index + 1} of layer {name!r} is used: a layer has one output in a list of layers"
        )
    return outputs[name][index]


def _layer(entry: Entry, inputs: Paths, within: _Within) -> tuple[list[SavedLayer], Paths]:
    """The layers that an entry stands for, one unless it is a model, and the paths of its outputs."""
    name = entry["config"]["name"]
    if entry["class_name"] == "Sequential" or entry["class_name"] in _FUNCTIONAL:
        prefix = f"{within.prefix}{name}/"
        return _model(entry, replace(within, feeds=inputs, prefix=prefix, depth=within.depth + 1))
    path = within.prefix + name
    config = _config(entry, path)
    config["trainable"] = within.trainable and config.get("trainable", True) is not False
    return [SavedLayer(path, entry["class_name"], config, inputs, within.inference)], (path,)


def _input_layer(entry: Entry, within: _Within) -> SavedLayer:
    path = within.prefix + entry["config"]["name"]
    return SavedLayer(path, "InputLayer", _config(entry, path), ())


def _config(entry: Entry, path: str) -> dict[str, Any]:
    class_name = entry["class_name"]
    if str(class_name) in RUNS_CODE:
        raise SavedModelError(f"layer {path!r} is a {class_name}: layers that hold code are not loaded")
    try:
        check_is_keras_s_own(entry)
        config = plain(entry["config"])
    except SavedModelError as error:
        raise SavedModelError(f"layer {path!r}: {error}") from error
    known = _accepted(class_name)
    return {key: value for key, value in config.items() if key != "name" and (value is not None or key in known)}


def _accepted(class_name: str) -> frozenset[str]:
    known = class_name in keras_tables.names("layers")
    return keras_tables.accepted_by_layer(class_name) if known else frozenset()
