"""Whether a value of the text is an instance of a class."""

from __future__ import annotations

from typing import Any

from diagnostics.source.interpreter.operators import has_few_parts
from diagnostics.source.interpreter.user_classes import lineage
from diagnostics.source.interpreter.values import Instance, Module, Native, Unknown, UserClass
from diagnostics.source.networks.network import Layer, LayerClass, Model

_PLAIN = {"int": int, "float": float, "str": str, "list": list, "tuple": tuple, "dict": dict, "bool": bool, "set": set}


def is_instance(value: Any, kind: Any, unknown: Unknown) -> Any:
    """`isinstance(value, kind)`; open where it cannot be told."""
    if not has_few_parts(kind):
        return unknown
    if isinstance(kind, tuple):
        answers = [is_instance(value, each, unknown) for each in kind]
        return True if True in answers else next((each for each in answers if each is not False), False)
    if isinstance(value, Unknown):
        return unknown
    if isinstance(kind, Native) and kind.name in _PLAIN:
        return isinstance(value, _PLAIN[kind.name])
    if isinstance(kind, LayerClass):
        return isinstance(value, Layer) and value.class_name == kind.name
    if isinstance(kind, UserClass):
        return isinstance(value, Instance) and any(each is kind for each in lineage(value.of))
    if isinstance(kind, Native) and kind.name in ("Model", "Sequential"):
        wants_sequence = kind.name == "Sequential"
        return isinstance(value, Model) and (value.is_sequential or not wants_sequence)
    if isinstance(kind, Module) and kind.path.endswith("layers.Layer"):
        return isinstance(value, Layer | Model)
    return unknown
