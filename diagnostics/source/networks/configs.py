"""Values of the text as entries of a Keras config."""

from __future__ import annotations

from typing import Any

from diagnostics.source.interpreter.operators import is_small
from diagnostics.source.interpreter.values import Native, Unknown
from diagnostics.source.networks.keras_objects import ActivationFunction, KerasFunction, KerasObject
from diagnostics.source.networks.network import Layer, LayerClass

NOT_PLAIN = object()


def config_value(value: Any) -> Any:
    """The value as JSON would hold it; an Unknown as it is; NOT_PLAIN for what no config holds."""
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
        return _entries(value) if len(value) < 1000 else NOT_PLAIN
    return value if is_small(value) and not isinstance(value, bytes | complex | set | frozenset | range) else NOT_PLAIN


def _list(value: list[Any] | tuple[Any, ...]) -> Any:
    if len(value) > 1000:
        return NOT_PLAIN
    found = [config_value(each) for each in value]
    odd = next((each for each in found if each is NOT_PLAIN or isinstance(each, Unknown)), None)
    return found if odd is None else odd


def _entries(value: dict[str, Any]) -> Any:
    found = {str(key): config_value(each) for key, each in value.items()}
    return {key: each for key, each in found.items() if each is not NOT_PLAIN and not isinstance(each, Unknown)}
