"""Configs of layers as Keras writes them, and whether two are alike."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from typing import Any

import keras

from diagnostics.graph import keras_tables
from diagnostics.graph.node import Node

_SETTLED_WHEN_BUILT = {"attention_axes": [1]}  # what Keras puts for None, for sequences of vectors
_NOT_COMPARED = frozenset({"name", "dtype", "seed", "trainable", "batch_shape", "autocast", "build_config"})


def written_out(node: Node) -> dict[str, Any]:
    """The config as Keras writes it, with every default."""
    given = {key: value for key, value in node.config.items() if key not in _NOT_COMPARED}
    return _written_out(node.class_name, json.dumps(given, sort_keys=True))


@cache
def _written_out(class_name: str, config: str) -> dict[str, Any]:
    made = getattr(keras.layers, class_name).from_config({**_with_modules(json.loads(config)), "name": "layer"})
    whole: dict[str, Any] = _plain(json.loads(json.dumps(keras.saving.serialize_keras_object(made)))["config"])
    return whole | {key: value for key, value in _SETTLED_WHEN_BUILT.items() if whole.get(key, value) is None}


def _with_modules(config: Any) -> Any:
    if isinstance(config, Mapping):
        home = {"module": "keras.layers"} if config.get("class_name") in keras_tables.names("layers") else {}
        return {key: _with_modules(value) for key, value in config.items()} | home
    return [_with_modules(entry) for entry in config] if isinstance(config, list | tuple) else config


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        kept = {key: entry for key, entry in value.items() if key not in _NOT_COMPARED}
        return {key: _plain(entry) for key, entry in kept.items() if key not in ("module", "registered_name")}
    return [_plain(entry) for entry in value] if isinstance(value, list | tuple) else value


def unlike(key: str, read: Any, built: Any) -> str | None:
    """In what a value as read is unlike the one in Keras; numbers by value, tuples as lists."""
    return None if _same(read, built) else f"{key} is {read!r} as read, {built!r} in Keras"


def _same(read: Any, built: Any) -> bool:
    match read, built:
        case dict(), dict():
            return set(read) == set(built) and all(_same(read[key], built[key]) for key in read)
        case list() | tuple(), list() | tuple():
            return len(read) == len(built) and all(map(_same, read, built))
        case ([one], other) | (other, [one]) if not isinstance(other, list):  # an axis, or a list of one
            return _same(one, other)
        case float() | int(), float() | int():
            return math.isclose(read, built, rel_tol=1e-6)
    return bool(read == built)
