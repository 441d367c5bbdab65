"""Values of the text as entries of a Keras config."""

from __future__ import annotations

import math
from typing import Any

from diagnostics.source.interpreter.operators import is_small
from diagnostics.source.interpreter.values import Native, Unknown
from diagnostics.source.networks.keras_objects import ActivationFunction, KerasFunction, KerasObject
from diagnostics.source.networks.network import Layer, LayerClass

NOT_PLAIN = object()
_MOST_PARTS = 2000
_DEEPEST = 30


def config_value(value: Any) -> Any:
    """The value as JSON would hold it; an Unknown as it is; NOT_PLAIN for what no config holds, or is too large."""
    return _value(value) if _parts(value, _MOST_PARTS, 0) >= 0 else NOT_PLAIN


def _parts(value: Any, left: int, depth: int) -> int:
    """What is left of a number of parts after this value, each counted as often as it occurs; below 0 where none is."""
    inside: Any = value if isinstance(value, list | tuple) else ()
    if isinstance(value, dict):
        inside = value.values()
    elif isinstance(value, KerasObject | Layer):
        inside = value.config.values()
    left = left - 1 if depth <= _DEEPEST else -1
    for each in inside:
        if left < 0:
            return -1
        left = _parts(each, left, depth + 1)
    return left


def _value(value: Any) -> Any:
    if isinstance(value, ActivationFunction | KerasFunction):
        return value.name
    if isinstance(value, KerasObject):
        return {"class_name": value.class_name, "config": _entries(value.config)}
    if isinstance(value, Layer):
        return {"class_name": value.class_name, "config": {**_entries(value.config), "name": value.name}}
    if isinstance(value, LayerClass | Native):
        return NOT_PLAIN
    if isinstance(value, Unknown):
        return value
    if isinstance(value, list | tuple):
        return _list(value)
    if isinstance(value, dict):
        return _entries(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else NOT_PLAIN
    return value if value is None or isinstance(value, bool | int | str) else NOT_PLAIN


def _list(value: list[Any] | tuple[Any, ...]) -> Any:
    found = [_value(each) for each in value]
    odd = next((each for each in found if each is NOT_PLAIN or isinstance(each, Unknown)), None)
    return found if odd is None else odd


def _entries(value: dict[str, Any]) -> Any:
    found = {str(key): _value(each) for key, each in value.items() if is_small(key, 20)}
    return {key: each for key, each in found.items() if each is not NOT_PLAIN and not isinstance(each, Unknown)}
