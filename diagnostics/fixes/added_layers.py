"""Layers put into a resolved spec, or taken out of it, with the wiring around them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from diagnostics.fixes.edit import with_layers
from diagnostics.graph import keras_tables
from diagnostics.spec.job import ResolvedLayer, ResolvedSpec


def layer_of(class_name: str, name: str, source: str, **config: Any) -> ResolvedLayer:
    """A layer with every default of its config written out, fed by `source`."""
    implied = {key: value for key, value in keras_tables.defaults("layers", class_name).items() if key != "name"}
    whole = keras_tables.EVERY_LAYER | implied | config
    return ResolvedLayer(name=name, class_name=class_name, config=whole, inputs=(source,))


def free_name(taken: Collection[str], stem: str) -> str:
    """The stem, or the stem and the first number that makes a name no layer has."""
    numbered = (f"{stem}_{count}" if count else stem for count in range(len(taken) + 1))
    return next(name for name in numbered if name not in taken)


def chained(spec: ResolvedSpec, source: str, wanted: Sequence[tuple[str, Mapping[str, Any]]]) -> list[ResolvedLayer]:
    """New layers of these classes and configs, the first fed by `source` and each other one by the one before it."""
    taken = {layer.name for layer in spec.model.layers}
    made: list[ResolvedLayer] = []
    for class_name, config in wanted:
        stem = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in class_name).strip("_")
        made.append(layer_of(class_name, free_name(taken, stem), made[-1].name if made else source, **config))
        taken.add(made[-1].name)
    return made


def put_behind(spec: ResolvedSpec, source: str, new: Sequence[ResolvedLayer]) -> ResolvedSpec:
    """The spec with a chain of layers right behind `source`: what read that, or was answered by it, has the last."""
    rewired = _reading(spec.model.layers, {source: new[-1].name})
    place = next(place for place, layer in enumerate(rewired) if layer.name == source) + 1
    outputs = tuple(new[-1].name if name == source else name for name in spec.model.outputs)
    changed = with_layers(spec, [*rewired[:place], *new, *rewired[place:]])
    return changed.model_copy(update={"model": changed.model.model_copy(update={"outputs": outputs})})


def put_before(spec: ResolvedSpec, reader: str, new: ResolvedLayer) -> ResolvedSpec:
    """The spec with a layer between `reader` and the layer that this reads; other readers of that stay as they are."""
    place = next(place for place, layer in enumerate(spec.model.layers) if layer.name == reader)
    fed = spec.model.layers[place].model_copy(update={"inputs": (new.name,)})
    return with_layers(spec, [*spec.model.layers[:place], new, fed, *spec.model.layers[place + 1 :]])


def without(spec: ResolvedSpec, name: str) -> ResolvedSpec:
    """The spec without a layer of one input: its readers read what it read."""
    [source] = next(layer.inputs for layer in spec.model.layers if layer.name == name)
    return with_layers(spec, [layer for layer in _reading(spec.model.layers, {name: source}) if layer.name != name])


def _reading(layers: Sequence[ResolvedLayer], instead: Mapping[str, str]) -> list[ResolvedLayer]:
    return [
        layer.model_copy(update={"inputs": tuple(instead.get(name, name) for name in layer.inputs)}) for layer in layers
    ]
