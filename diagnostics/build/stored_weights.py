"""Weights in an HDF5 file, by layer and variable, whichever version of Keras wrote it."""

from __future__ import annotations

from typing import Any

import numpy as np

from diagnostics.data.raw import Array
from diagnostics.formats.hdf5_names import texts, weights_root
from diagnostics.graph.layers_form import free_name

_LAYERS, _VARIABLES = "layers", "vars"


class MissingWeights(LookupError):
    """The file has no weights for a layer, or not in a way that can be told."""


def fill(layer: Any, file: Any, path: str) -> None:
    """Sets the weights of a layer to those of the layer at `path` (`base/conv`). Raises MissingWeights, ValueError."""
    if _LAYERS in file:
        _fill_by_attribute(layer, _group_at(file, path))
    else:
        layer.set_weights(_arranged(layer, _listed(file, path), path))


def _listed(file: Any, path: str) -> list[tuple[str, Array]]:
    """By their names within the layer, in order: as Keras 1 and 2 wrote whole models, and Keras 3 writes `.h5`."""
    root = weights_root(file)
    outermost, *inner = path.split("/")
    if outermost not in root:
        raise MissingWeights(f"no layer {path!r}")
    group, layer = root[outermost], (inner or [outermost])[-1]
    ways = {name: name.split(":")[0].split("/") for name in texts(group, "weight_names")}
    if inner:
        ways = _of_layer(inner, ways)
        if not ways:
            raise MissingWeights(f"no layer {path!r}")
    return [(_within(layer, steps), np.asarray(group[name])) for name, steps in ways.items()]


def _of_layer(inner: list[str], ways: dict[str, list[str]]) -> dict[str, list[str]]:
    """The weights of one layer among those of the whole model that it is in; Keras writes some of the steps there."""
    near = {name: steps for name, steps in ways.items() if inner[-1] in steps[:-1]}
    return {name: steps for name, steps in near.items() if _follow_one_another(inner, steps)} or near


def _follow_one_another(inner: list[str], steps: list[str]) -> bool:
    return any(steps[start : start + len(inner)] == inner for start in range(len(steps)))


def _within(layer: str, steps: list[str]) -> str:
    """What of a weight's name comes after the layer's."""
    start = len(steps) - steps[::-1].index(layer) if layer in steps else max(0, len(steps) - 1)
    return "/".join(steps[start:])


def _arranged(layer: Any, stored: list[tuple[str, Array]], path: str) -> list[Array]:
    """In the order of the layer's own weights: by name where names agree, else as they are."""
    wanted = [variable.path.partition("/")[2] for variable in layer.weights]
    by_name = dict(stored)
    named = len(by_name) == len(stored) and set(by_name) == set(wanted)
    found = [by_name[name] for name in wanted] if named else [array for _, array in stored]
    here, there = [tuple(each.shape) for each in layer.weights], [array.shape for array in found]
    if here != there:
        raise ValueError(f"holds weights of shape {_shown(here)}, the saved {path!r} of {_shown(there)}")
    return found


def _shown(shapes: list[tuple[int, ...]]) -> str:
    return ", ".join(map(str, shapes)) or "none"


def _group_at(file: Any, path: str) -> Any:
    """As Keras 3 writes `.weights.h5`: groups are numbered by class, and tell the layer's name beside its variables."""
    group = file
    for name in path.split("/"):
        inside = group.get(_LAYERS, {})
        group = next((each for key, each in inside.items() if name == _name(each, key)), None)
        if group is None:
            raise MissingWeights(f"no layer {path!r}")
    return group


def _name(group: Any, key: str) -> str:
    return str(group[_VARIABLES].attrs.get("name", key)) if _VARIABLES in group else key


def _fill_by_attribute(layer: Any, group: Any) -> None:
    """The variables of a layer and of the layers in its attributes, each with its own."""
    kept = group.get(_VARIABLES, {})
    if len(kept):
        layer.load_own_variables({key: np.asarray(array) for key, array in kept.items()})
    for attribute, inside in group.items():
        if attribute != _VARIABLES:
            _fill_held(getattr(layer, attribute, None), inside)


def _fill_held(held: Any, group: Any) -> None:
    """What an attribute holds: a layer, a list of layers, or something that has no weights."""
    if hasattr(held, "weights"):
        _fill_by_attribute(held, group)
    elif isinstance(held, list | tuple):
        taken: dict[str, int] = {}
        for layer in held:
            name = free_name(type(layer).__name__, taken)
            if name in group:
                _fill_by_attribute(layer, group[name])
    elif held is None and len(group.get(_VARIABLES, ())):
        raise ValueError(f"has no place for the saved {group.name!r}")
