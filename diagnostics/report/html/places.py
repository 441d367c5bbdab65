"""Pointers into the spec in words: the names of layers instead of their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_LAYER = re.compile(r"/model/layers/(\d+)(?:/(?:config/)?(.*))?")
SEPARATOR = " › "
_SHOWN = 6


@dataclass(frozen=True)
class Place:
    """A key, of a layer or of the job at large; an empty key is the layer as a whole."""

    key: str
    layer: str | None = None


def place(pointer: str, layers: Sequence[str]) -> Place:
    """Where a pointer leads in a spec whose layers have these names, in order."""
    found = _LAYER.fullmatch(pointer)
    if found and int(found[1]) < len(layers):
        return Place(_plain(found[2] or ""), layers[int(found[1])])
    return Place(_plain(pointer))


def together(places: Iterable[Place]) -> list[str]:
    """The places in words, layers with the same key in one line."""
    layers_of: dict[str, list[str]] = {}
    for where in places:
        layers_of.setdefault(where.key, []).extend([where.layer] if where.layer is not None else [])
    return [in_words(key, layers) for key, layers in layers_of.items()]


def in_words(key: str, layers: Sequence[str]) -> str:
    """`kernel_initializer of conv1, conv2 and 7 more layers`."""
    if not layers:
        return key
    more = len(layers) - _SHOWN
    shown = ", ".join(layers[:_SHOWN])
    named = f"{shown} and {more} more layers" if more > 1 else ", ".join(layers)
    return f"{key} of {named}" if key else named


def _plain(pointer: str) -> str:
    parts = filter(None, pointer.removesuffix("/-").split("/"))
    return SEPARATOR.join(part.replace("~1", "/").replace("~0", "~") for part in parts)
