"""Config values and whole calls as text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import libcst as cst

from diagnostics.graph import keras_tables
from diagnostics.source.diff.draft import Draft
from diagnostics.source.diff.errors import NotExpressible
from diagnostics.source.diff.printing import literal, text
from diagnostics.source.diff.same import same_value

_NOTHING: Mapping[str, str] = {}
_KINDS: dict[str, keras_tables.Kind] = {
    "initializer": "initializers",
    "regularizer": "regularizers",
    "constraint": "constraints",
}


def value_text(draft: Draft, key: str, value: Any) -> str:
    """A config value; an object is called by names that the text has, or else written as Keras reads it."""
    if not (isinstance(value, Mapping) and "class_name" in value):
        return literal(value, draft.quote)
    kind = _KINDS.get(key.rpartition("_")[2])
    class_name = keras_tables.class_of(kind, value["class_name"]) if kind is not None else None
    if kind is None or class_name is None:
        raise NotExpressible(f"{key} has a value that is written as an object of its own")
    settings = telling(kind, class_name, value.get("config") or {})
    if not settings:
        return text(short_name(kind, class_name), draft.quote)
    name = draft.naming.reached(kind, class_name)
    if name is None:
        return literal({"class_name": class_name, "config": settings}, draft.quote)
    return f"{name}({_keywords(draft, settings)})"


def call_text(
    draft: Draft,
    kind: keras_tables.Kind,
    class_name: str,
    config: Mapping[str, Any],
    near: cst.BaseExpression | None = None,
    written: Mapping[str, str] = _NOTHING,
) -> str:
    """A call that makes an object of Keras: what differs from the defaults, a sole required value without its key.

    Values of some keys may be `written` already.
    """
    settings = telling(kind, class_name, config)
    name = draft.naming.spelled(kind, class_name, near)
    required = [key for key in keras_tables.required(kind, class_name) if key in settings]
    if len(required) == 1:
        key = required[0]
        first = written.get(key) or value_text(draft, key, settings[key])
        del settings[key]
        rest = _keywords(draft, settings)
        return f"{name}({first}, {rest})" if rest else f"{name}({first})"
    return f"{name}({_keywords(draft, settings)})"


def telling(kind: keras_tables.Kind, class_name: str, config: Mapping[str, Any]) -> dict[str, Any]:
    """The settings that differ from the defaults, required ones first."""
    defaults = keras_tables.defaults(kind, class_name)
    implied = defaults | (keras_tables.EVERY_LAYER if kind == "layers" else {})
    told = {key: value for key, value in config.items() if not _is_implied(key, value, implied)}
    first = [key for key in keras_tables.required(kind, class_name) if key in told]
    return {key: told[key] for key in (*first, *(key for key in told if key not in first))}


def short_name(kind: keras_tables.Kind, class_name: str) -> str:
    """The name with underscores that Keras knows a class by, or else the class's own."""
    names = {name for name in keras_tables.spellings(kind) if keras_tables.class_of(kind, name) == class_name}
    names |= {name for name in keras_tables.names(kind) if _bare(name) == _bare(class_name)}
    return max((name for name in names if name == name.lower()), key=len, default=class_name)


def _bare(name: str) -> str:
    return name.lower().replace("_", "")


def _is_implied(key: str, value: Any, defaults: Mapping[str, Any]) -> bool:
    return key == "name" or (key in defaults and same_value(key, value, defaults[key]))


def _keywords(draft: Draft, settings: Mapping[str, Any]) -> str:
    return ", ".join(f"{key}={value_text(draft, key, value)}" for key, value in settings.items())
