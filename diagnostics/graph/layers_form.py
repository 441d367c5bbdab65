"""The `layers` form: a declared list becomes named layers with explicit inputs and configs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from diagnostics.graph import keras_tables
from diagnostics.graph.plain import RUNS_CODE, check_plain
from diagnostics.graph.sharing import holders
from diagnostics.spec.dataset import Dataset
from diagnostics.spec.errors import Problem, SpecError, fault, nearest, quote
from diagnostics.spec.job import ResolvedLayer, ResolvedModel
from diagnostics.spec.model import Layer, Model


def resolve_layers(model: Model, dataset: Dataset) -> ResolvedModel:
    """The declared layers with every name, input and default explicit. Raises SpecError."""
    declared = model.layers or ()
    for position, layer in enumerate(declared):
        _check_layer(layer, f"/model/layers/{position}")
    names = _names(declared)
    layers = [
        ResolvedLayer(
            name=name,
            class_name=layer.class_name,
            config=_config(layer, dataset) if holder is None else {},
            inputs=_inputs(layer, names[position - 1] if position else None),
            shares=holder,
        )
        for position, (name, layer, holder) in enumerate(zip(names, declared, holders(declared, names), strict=True))
    ]
    if not any(layer.class_name == "InputLayer" for layer in layers):
        layers = _with_input_layer(layers, dataset)
    resolved = ResolvedModel(layers=tuple(layers), outputs=model.outputs or (names[-1],))
    _check_wiring(resolved, len(layers) - len(declared))
    return resolved


def _check_layer(layer: Layer, pointer: str) -> None:
    if layer.class_name in RUNS_CODE:
        raise fault(f"{pointer}/class_name", "layers that hold code are not loaded", layer.class_name)
    if layer.class_name not in keras_tables.names("layers"):
        hint = nearest(layer.class_name, keras_tables.names("layers"))
        message = f"Keras has no layer of this name; {hint}".rstrip("; ")
        raise fault(f"{pointer}/class_name", message, layer.class_name)
    accepted = keras_tables.accepted_by_layer(layer.class_name)
    for key in layer.config:
        if key not in accepted:
            message = f"{layer.class_name} takes no {key!r}; {nearest(key, accepted)}".rstrip("; ")
            raise fault(f"{pointer}/config/{key}", message, layer.config[key])
    for key in keras_tables.required("layers", layer.class_name):
        if key not in layer.config and layer.shares is None:
            raise fault(f"{pointer}/config/{key}", f"{layer.class_name} needs {key!r}", layer.config)
    check_plain(layer.config, f"{pointer}/config")


def _names(declared: Sequence[Layer]) -> list[str]:
    """Given names, and Keras's own for the rest (`conv2d`, `conv2d_1`, …). Raises SpecError on a name used twice."""
    taken: dict[str, int] = {}
    for position, layer in enumerate(declared):
        if layer.name in taken:
            first = taken[layer.name or ""]
            raise fault(f"/model/layers/{position}/name", f"the name is taken by layer {first}", layer.name)
        if layer.name is not None:
            taken[layer.name] = position
    return [layer.name or free_name(layer.class_name, taken) for layer in declared]


def free_name(class_name: str, taken: dict[str, int]) -> str:
    """The first name that Keras would give and that is not taken (`conv2d`, `conv2d_1`, …); it is taken then."""
    stem = re.sub("([a-z])([A-Z])", r"\1_\2", re.sub("(.)([A-Z][a-z]+)", r"\1_\2", class_name)).lower()  # as Keras does
    name, count = stem, 0
    while name in taken:
        count += 1
        name = f"{stem}_{count}"
    taken[name] = -1
    return name


def whole_config(class_name: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The config of a layer other than an InputLayer with every default written out."""
    return keras_tables.EVERY_LAYER | _without_name(keras_tables.defaults("layers", class_name)) | _without_name(given)


def _config(layer: Layer, dataset: Dataset) -> dict[str, Any]:
    if layer.class_name != "InputLayer":
        return whole_config(layer.class_name, layer.config)
    implied, given = keras_tables.defaults("layers", "InputLayer"), _without_name(layer.config)
    whole = _without_name(implied) | {"shape": _image_shape(dataset)} | given
    if isinstance(given.get("batch_shape"), list | tuple):
        return whole | {"shape": list(given["batch_shape"])[1:], "batch_shape": None}
    return whole


def _without_name(config: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in config.items() if key != "name"}


def _image_shape(dataset: Dataset) -> list[int] | None:
    return [*dataset.image.size, dataset.image.channels] if dataset.image else None


def _inputs(layer: Layer, before: str | None) -> tuple[str, ...]:
    if layer.inputs is not None:
        return layer.inputs
    return () if layer.class_name == "InputLayer" or before is None else (before,)


def _with_input_layer(layers: list[ResolvedLayer], dataset: Dataset) -> list[ResolvedLayer]:
    """The same layers behind an InputLayer, which feeds every layer that nothing else feeds."""
    taken = {layer.name: position for position, layer in enumerate(layers)}
    name = free_name("InputLayer", taken)
    entry = Layer(name=name, class_name="InputLayer")
    first = ResolvedLayer(name=name, class_name="InputLayer", config=_config(entry, dataset), inputs=())
    return [first, *(layer if layer.inputs else layer.model_copy(update={"inputs": (name,)}) for layer in layers)]


def _check_wiring(model: ResolvedModel, shift: int) -> None:
    """Raises SpecError with pointers into the list as declared."""
    position_of = {layer.name: position for position, layer in enumerate(model.layers)}
    problems: list[Problem] = []
    for position, layer in enumerate(model.layers):
        pointer = f"/model/layers/{position - shift}/inputs"
        if layer.class_name == "InputLayer" and layer.inputs:
            problems.append(Problem(pointer, "an InputLayer has no inputs", quote(layer.inputs)))
        if layer.class_name != "InputLayer" and not layer.inputs:
            problems.append(Problem(pointer, "a layer other than InputLayer needs an input", quote(layer.inputs)))
        for name in layer.inputs:
            if name not in position_of:
                message = f"no layer is named {name!r}; {nearest(name, position_of)}".rstrip("; ")
                problems.append(Problem(pointer, message, quote(name)))
            elif position_of[name] >= position:
                problems.append(Problem(pointer, f"{name!r} is declared after the layer it feeds", quote(name)))
    for index, name in enumerate(model.outputs):
        if name not in position_of:
            message = f"no layer is named {name!r}; {nearest(name, position_of)}".rstrip("; ")
            problems.append(Problem(f"/model/outputs/{index}", message, quote(name)))
    if problems:
        raise SpecError(problems)
