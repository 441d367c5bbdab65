"""From Keras's config of a model, of version 2 or 3, to a flat list of layers; nothing is run."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from diagnostics.formats.application_layers import is_application_s_own, public_layers
from diagnostics.formats.application_sizes import with_sizes
from diagnostics.formats.call_order import Key, in_order
from diagnostics.formats.errors import SavedModelError
from diagnostics.formats.functional_config import Entry, calls_among, check_model, entries_of, is_model
from diagnostics.formats.inbound import Call, Reference, inputs_of, is_inference, references
from diagnostics.formats.layer_config import config_of, entrance_of, operation_of, translated
from diagnostics.formats.plain_config import MAX_DEPTH
from diagnostics.formats.saved_model import SavedLayer, SavedModel
from diagnostics.formats.saved_shapes import SavedShapes
from diagnostics.graph.operations import Tensor, equivalent

MAX_LAYERS = 10_000  # as many as a job may declare
_MALFORMED = (KeyError, TypeError, IndexError, AttributeError, ValueError, RecursionError)

Paths = tuple[str, ...]


@dataclass(frozen=True)
class _Within:
    """What a model passes on to its layers: the paths of its inputs (None for the outermost), name, place, flags."""

    feeds: Paths | None = None
    prefix: str = ""
    place: str = ""
    trainable: bool = True
    inference: bool = False
    depth: int = 0


def read_config_text(text: str | bytes, name: str) -> SavedModel:
    """The layers of a model whose config is JSON, which a saved file calls by that name. Raises SavedModelError."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SavedModelError(f"its {name} is not JSON: {error}") from error
    return read_config(document)


def read_config(document: Any) -> SavedModel:
    """The layers of a Sequential or Functional model, nested ones flattened. Raises SavedModelError.

    A layer that is called again is one more layer that shares the weights of the first call.
    """
    reader = _Reader()
    try:
        outputs = reader.model(document, _Within())
    except SavedModelError:
        raise
    except _MALFORMED as error:
        told = f"its config is not one that Keras writes ({type(error).__name__}: {error})"
        raise SavedModelError(told, reader.place) from error
    if not outputs:
        raise SavedModelError("it has no layers, or answers with none")
    return with_sizes(SavedModel(tuple(reader.layers), outputs))


@dataclass
class _Reader:
    """The layers found so far, how often each was called, and the place that is being read."""

    layers: list[SavedLayer] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)
    shapes: SavedShapes = field(default_factory=SavedShapes)
    place: str = ""

    def model(self, entry: Entry, within: _Within) -> Paths:
        """Takes in the layers of a model; the paths of its outputs."""
        if within.depth > MAX_DEPTH:
            raise SavedModelError(f"its models are nested deeper than {MAX_DEPTH} levels", within.place)
        self._count(within.prefix, within.place)
        check_model(entry, within.place)
        config = entry["config"]
        frozen = isinstance(config, Mapping) and config.get("trainable", True) is False
        inside = replace(within, trainable=within.trainable and not frozen)
        read = self._sequential if entry["class_name"] == "Sequential" else self._functional
        return read(config, inside)

    def _sequential(self, config: Any, within: _Within) -> Paths:
        listed = isinstance(config, list)  # as Keras wrote it until 2.2
        entries: Sequence[Entry] = config if listed else config["layers"]
        current = within.feeds
        for position, given in enumerate(entries):
            place = f"{within.place}/config/{position}" if listed else f"{within.place}/config/layers/{position}"
            self.place = place
            entry = translated(given)
            if current is None:
                entrance = entrance_of(entry)
                current = () if entrance is None else self._entrance(entrance, replace(within, place=place))
            if entry["class_name"] != "InputLayer":
                current = self._layer(entry, current, replace(within, place=place))
        return current or ()

    def _functional(self, config: Entry, within: _Within) -> Paths:
        entrances = [reference.name for reference in references(config["input_layers"])]
        entries, outputs = entries_of(config["layers"]), dict[Key, Paths]()
        for name, (position, entry) in entries.items():
            if entry["class_name"] == "InputLayer":
                place = self.place = f"{within.place}/config/layers/{position}"
                fed = within.feeds[entrances.index(name)] if within.feeds is not None else None
                outputs[name, 0] = (fed,) if fed else self._entrance(entry, replace(within, place=place))
        calls = calls_among(entries, config["output_layers"])
        for key, call in in_order(calls.by_key):
            position, entry = entries[key[0]]
            place = self.place = f"{within.place}/config/layers/{position}"
            outputs[key] = self._called(entry, call, outputs, replace(within, place=place))
        self.place = f"{within.place}/config/output_layers"
        return _paths(calls.answers, outputs, self.place)

    def _called(self, entry: Entry, call: Call, outputs: Mapping[Key, Paths], within: _Within) -> Paths:
        operation = operation_of(entry)
        path = within.prefix + entry["name"]
        if operation is not None:
            return self._operation(operation, call, outputs, replace(within, prefix=path))
        try:
            feeding = inputs_of(call, entry["class_name"], path)
        except SavedModelError as error:
            raise SavedModelError(str(error), within.place) from error
        inside = replace(within, inference=within.inference or is_inference(call))
        return self._layer(entry, _paths(feeding, outputs, within.place), inside)

    def _operation(
        self, operation: tuple[str, Entry], call: Call, outputs: Mapping[Key, Paths], within: _Within
    ) -> Paths:
        """The layer that does the same; its path is the prefix."""

        def tensor(reference: Reference) -> Tensor:
            path = _path(reference, outputs, within.place)
            return Tensor(path, reference.shape or self.shapes.of(path, self.layers))

        name, settings = operation
        given = call.with_references(tensor)
        layer = equivalent(name, given.arguments, {**settings, **given.keywords})
        if layer is None:
            told = f"{within.prefix!r} is the operation {name} on tensors, and no layer does the same"
            raise SavedModelError(f"{told}; save the model with layers alone", within.place)
        return self._add(SavedLayer(within.prefix, layer.class_name, layer.config, layer.inputs, place=within.place))

    def _layer(self, entry: Entry, inputs: Paths, within: _Within) -> Paths:
        """Takes in what an entry stands for, one layer unless it is a model; the paths of its outputs."""
        path = within.prefix + entry["name"]
        if is_model(entry):
            return self.model(entry, replace(within, feeds=inputs, prefix=f"{path}/", depth=within.depth + 1))
        config = config_of(entry, path, within.place)
        config["trainable"] = within.trainable and config.get("trainable", True) is not False
        layer = SavedLayer(path, entry["class_name"], config, inputs, within.inference, place=within.place)
        *parts, layer = public_layers(layer) if is_application_s_own(entry) else [layer]
        added = {part.name: name for part in parts for name in self._add(part)}
        return self._add(replace(layer, inputs=tuple(added.get(name, name) for name in layer.inputs)))

    def _entrance(self, entry: Entry, within: _Within) -> Paths:
        path = within.prefix + entry["name"]
        return self._add(SavedLayer(path, "InputLayer", config_of(entry, path, within.place), (), place=within.place))

    def _add(self, layer: SavedLayer) -> Paths:
        """One more layer or, under a name that is known, one more call of the same."""
        number = self._count(layer.name, layer.place)
        if number > 1:
            layer = replace(layer, name=f"{layer.name}_call_{number}", config={}, shares=layer.name)
        self.layers.append(layer)
        return (layer.name,)

    def _count(self, path: str, place: str) -> int:
        self.calls[path] += 1
        if self.calls.total() > 2 * MAX_LAYERS or len(self.layers) >= MAX_LAYERS:
            raise SavedModelError(f"it has more than {MAX_LAYERS:,} layers", place)
        return self.calls[path]


def _paths(wanted: Sequence[Reference], outputs: Mapping[Key, Paths], place: str) -> Paths:
    return tuple(_path(reference, outputs, place) for reference in wanted)


def _path(wanted: Reference, outputs: Mapping[Key, Paths], place: str) -> str:
    given = outputs[wanted.name, wanted.call]
    if wanted.output >= len(given):
        told = f"output {wanted.output + 1} of layer {wanted.name!r} is used"
        raise SavedModelError(f"{told}: a layer has one output in a list of layers", place)
    return given[wanted.output]
