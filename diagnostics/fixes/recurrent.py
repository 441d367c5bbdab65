"""Recurrent layers, also those inside a Bidirectional."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from diagnostics.fixes.edit import with_layers
from diagnostics.spec.job import ResolvedLayer, ResolvedSpec

Cell = Mapping[str, Any]  # {class_name, config}, as layers inside others are written
_INNER = ("layer", "backward_layer")


def with_cells(spec: ResolvedSpec, change: Callable[[Cell], Cell | None]) -> ResolvedSpec | None:
    """The spec with each recurrent layer that `change` returns another for, or None where it returns none.

    Pretrained layers are not asked about.
    """
    layers = [
        layer if layer.shares or layer.name in spec.model.pretrained else _changed(layer, change)
        for layer in spec.model.layers
    ]
    return with_layers(spec, layers) if tuple(layers) != spec.model.layers else None


def _changed(layer: ResolvedLayer, change: Callable[[Cell], Cell | None]) -> ResolvedLayer:
    if layer.class_name != "Bidirectional":
        cell = change({"class_name": layer.class_name, "config": layer.config})
        return layer if cell is None else layer.model_copy(update=dict(cell))
    inner = {key: cell for key, held in _inner(layer) if (cell := change(held)) is not None}
    return layer.model_copy(update={"config": {**layer.config, **inner}}) if inner else layer


def _inner(layer: ResolvedLayer) -> Iterator[tuple[str, Cell]]:
    for key in _INNER:
        held = layer.config.get(key)
        if isinstance(held, Mapping) and isinstance(held.get("config"), Mapping):
            yield key, held
