"""The classes of Keras's objects inside configs, by any of their names."""

from __future__ import annotations

from diagnostics.graph import keras_tables

KINDS: dict[str, keras_tables.Kind] = {
    "initializer": "initializers",
    "regularizer": "regularizers",
    "constraint": "constraints",
}
_WITHOUT_SHORT_NAMES = frozenset({"regularizers", "constraints"})  # their tables list every name as a class


def kind_of(key: str) -> keras_tables.Kind | None:
    """The kind of object that a config key such as `kernel_initializer` holds."""
    return KINDS.get(key.rpartition("_")[2])


def class_of(kind: keras_tables.Kind, name: str) -> str | None:
    """The class that a name stands for, or None."""
    if kind not in _WITHOUT_SHORT_NAMES:
        return keras_tables.class_of(kind, name)
    return name if name in keras_tables.names(kind) else None


def short_name(kind: keras_tables.Kind, class_name: str) -> str:
    """The name with underscores that Keras knows a class by, or else the class's own."""
    names = {name for name in keras_tables.names(kind) if bare(name) == bare(class_name)}
    if kind not in _WITHOUT_SHORT_NAMES:
        names |= {name for name in keras_tables.spellings(kind) if class_of(kind, name) == class_name}
    return max((name for name in names if name == name.lower()), key=len, default=class_name)


def bare(name: str) -> str:
    """What `HeNormal` and `he_normal` have in common."""
    return name.lower().replace("_", "")
