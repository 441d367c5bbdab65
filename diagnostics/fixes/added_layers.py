"""Layers put into a resolved spec, or taken out of it, with the wiring around them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from diagnostics.fixes.edit import with_layers
from diagnostics.graph import keras_tables
from diagnostics.spec.job import ResolvedLayer, ResolvedSpec


@dataclass(frozen=True)
class Addition:
    """A layer to put in: the name that it gets if that is free, its class, and what its config says."""

    name: str
    class_name: str
    config: Mapping[str, Any] = field(default_factory=dict)


def with_layers_behind(spec: ResolvedSpec, source: str, *additions: Addition) -> ResolvedSpec:
    """The spec with new layers in a row behind one, read by all that read it, as an output too."""
    row: list[ResolvedLayer] = []
    for addition in additions:
        taken = [layer.name for layer in (*spec.model.layers, *row)]
        row.append(_made(addition, taken, row[-1].name if row else source))
    rewired = _reading(spec.model.layers, {source: row[-1].name})
    place = next(place for place, layer in enumerate(rewired) if layer.name == source) + 1
    outputs = tuple(row[-1].name if name == source else name for name in spec.model.outputs)
    changed = with_layers(spec, [*rewired[:place], *row, *rewired[place:]])
    return changed.model_copy(update={"model": changed.model.model_copy(update={"outputs": outputs})})


def with_layer_before(spec: ResolvedSpec, reader: str, addition: Addition) -> ResolvedSpec:
    """The spec with a new layer between one of one input and what that reads; other readers of it stay as they are."""
    layers = spec.model.layers
    place = next(place for place, layer in enumerate(layers) if layer.name == reader)
    (source,) = layers[place].inputs
    new = _made(addition, [layer.name for layer in layers], source)
    fed = layers[place].model_copy(update={"inputs": (new.name,)})
    return with_layers(spec, [*layers[:place], new, fed, *layers[place + 1 :]])


def without_layer(spec: ResolvedSpec, name: str) -> ResolvedSpec:
    """The spec without a layer of one input, which is read in its place."""
    (source,) = next(layer.inputs for layer in spec.model.layers if layer.name == name)
    return with_layers(spec, [layer for layer in _reading(spec.model.layers, {name: source}) if layer.name != name])


def _made(addition: Addition, taken: Collection[str], source: str) -> ResolvedLayer:
    numbered = (f"{addition.name}_{count}" if count else addition.name for count in range(len(taken) + 1))
    name = next(name for name in numbered if name not in taken)
    defaults = keras_tables.defaults("layers", addition.class_name)
    implied = {key: value for key, value in defaults.items() if key != "name"}
    whole = keras_tables.EVERY_LAYER | implied | dict(addition.config)
    return ResolvedLayer(name=name, class_name=addition.class_name, config=whole, inputs=(source,))


def _reading(layers: Sequence[ResolvedLayer], instead: Mapping[str, str]) -> list[ResolvedLayer]:
    return [
        layer.model_copy(update={"inputs": tuple(instead.get(name, name) for name in layer.inputs)}) for layer in layers
    ]
