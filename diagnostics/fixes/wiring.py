"""Layers put in, taken out and moved, with every reader wired anew."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from diagnostics.fixes.edit import with_layers
from diagnostics.graph.keras_tables import EVERY_LAYER
from diagnostics.graph.layers_form import whole_config
from diagnostics.spec.job import ResolvedLayer, ResolvedSpec

_LONGEST_STEM = 100  # leaves room for a number within what a name may have


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
        taken = {layer.name for layer in (*spec.model.layers, *row)}
        row.append(_made(addition, taken, row[-1].name if row else source))
    changed = _read_instead(spec, source, row[-1].name)
    layers = list(changed.model.layers)
    place = 1 + next(position for position, layer in enumerate(layers) if layer.name == source)
    return with_layers(changed, [*layers[:place], *row, *layers[place:]])


def with_layer_before(spec: ResolvedSpec, reader: str, addition: Addition) -> ResolvedSpec:
    """The spec with a new layer between one of one input and what that reads; other readers of it stay as they are."""
    layers = spec.model.layers
    place = next(place for place, layer in enumerate(layers) if layer.name == reader)
    (source,) = layers[place].inputs
    new = _made(addition, {layer.name for layer in layers}, source)
    fed = layers[place].model_copy(update={"inputs": (new.name,)})
    return with_layers(spec, [*layers[:place], new, fed, *layers[place + 1 :]])


def without_layer(spec: ResolvedSpec, name: str) -> ResolvedSpec:
    """The spec without a layer of one input, which is read in its place."""
    (source,) = next(layer.inputs for layer in spec.model.layers if layer.name == name)
    changed = _read_instead(spec, name, source)
    return with_layers(changed, [layer for layer in changed.model.layers if layer.name != name])


def with_layer_moved_behind(spec: ResolvedSpec, name: str, target: str) -> ResolvedSpec:
    """The spec with a layer of one input behind another layer, read by all that read that."""
    layer = next(layer for layer in spec.model.layers if layer.name == name)
    (source,) = layer.inputs
    changed = _read_instead(_read_instead(spec, name, source), target, name)
    layers = [each for each in changed.model.layers if each.name != name]
    place = 1 + next(position for position, layer in enumerate(layers) if layer.name == target)
    moved = layer.model_copy(update={"inputs": (target,)})
    return with_layers(changed, [*layers[:place], moved, *layers[place:]])


def with_class(spec: ResolvedSpec, name: str, class_name: str, config: Mapping[str, Any]) -> ResolvedSpec:
    """The spec with a layer made one of another class, under its name and in its place.

    What every layer has (whether it trains, its dtype) stays. All calls of a layer that is shared change together.
    """
    holder = next(layer.shares or name for layer in spec.model.layers if layer.name == name)

    def remade(layer: ResolvedLayer) -> ResolvedLayer:
        whole = whole_config(class_name, _kept(layer) | dict(config))
        return layer.model_copy(update={"class_name": class_name, "config": whole})

    return with_layers(spec, [remade(layer) if layer.name == holder else layer for layer in spec.model.layers])


def _kept(layer: ResolvedLayer) -> dict[str, Any]:
    return {key: layer.config[key] for key in EVERY_LAYER if key in layer.config}


def _made(addition: Addition, taken: Collection[str], source: str) -> ResolvedLayer:
    stem = addition.name[:_LONGEST_STEM]
    name, count = stem, 0
    while name in taken:
        count += 1
        name = f"{stem}_{count}"
    config = whole_config(addition.class_name, addition.config)
    return ResolvedLayer(name=name, class_name=addition.class_name, config=config, inputs=(source,))


def _read_instead(spec: ResolvedSpec, old: str, new: str) -> ResolvedSpec:
    """The spec with every reader of one layer, and the network's answers, reading another."""
    layers = tuple(
        layer.model_copy(update={"inputs": tuple(new if name == old else name for name in layer.inputs)})
        if old in layer.inputs
        else layer
        for layer in spec.model.layers
    )
    outputs = tuple(new if name == old else name for name in spec.model.outputs)
    return spec.model_copy(update={"model": spec.model.model_copy(update={"layers": layers, "outputs": outputs})})
