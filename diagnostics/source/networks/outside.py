"""What lies outside the text, by its dotted name."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from diagnostics.formats import application
from diagnostics.graph import keras_tables
from diagnostics.source.interpreter.values import Module, Native
from diagnostics.source.networks import signatures, spellings
from diagnostics.source.networks.dotted_names import KINDS, canonical
from diagnostics.source.networks.keras_objects import ActivationFunction, KerasClass, KerasFunction
from diagnostics.source.networks.known_functions import KNOWN, application_function, tensor_operation
from diagnostics.source.networks.merged_models import merge_models
from diagnostics.source.networks.merging import MERGES
from diagnostics.source.networks.network import LayerClass

_ACTIVATIONS = ("keras.activations.", "tensorflow.nn.", "keras.ops.nn.", "keras.ops.", "tensorflow.")
_OLD_OPTIMIZERS = {
    "AdamOptimizer": "Adam",
    "GradientDescentOptimizer": "SGD",
    "RMSPropOptimizer": "RMSprop",
    "MomentumOptimizer": "SGD",
    "AdagradOptimizer": "Adagrad",
}
_MERGE = Native("Merge", merge_models)
LONGEST = 200  # characters of a dotted name
OTHERWISE = frozenset({"keras.ops.gelu", "keras.ops.nn.gelu"})  # approximate, unlike the activation of that name


def known(module: Module) -> Any:
    """What the reader makes of it; the module itself where it makes nothing of it."""
    return _known(canonical(module.path), module.path) if len(module.path) <= LONGEST else module


@lru_cache(4096)
def _known(path: str, written: str) -> Any:
    if path in KNOWN:
        return KNOWN[path]
    home, _, name = path.rpartition(".")
    if home in ("keras.layers", "keras") and name in ("Input", "InputLayer"):
        return LayerClass(name, name)
    if home == "keras.layers":
        return _layer(name, path)
    if home == "tensorflow.train" and name in _OLD_OPTIMIZERS:
        return KerasClass("optimizers", _OLD_OPTIMIZERS[name])
    if home in ("tensorflow.optimizers", "tensorflow.losses", "tensorflow.metrics", "tensorflow.initializers"):
        return _known(f"keras.{home.split('.')[1]}.{name}", written)
    if home == "keras.optimizers.schedules" and signatures.knows("schedules", name):
        return KerasClass("schedules", name)
    for kind in KINDS:
        if home == f"keras.{kind}":
            return _of_kind(kind, name, path)
    return _other(home, name, path)


def _layer(name: str, path: str) -> Any:
    if name in MERGES:
        return MERGES[name]
    if name == _MERGE.name:
        return _MERGE
    translated = spellings.LAYERS.get(name, name)
    if translated in keras_tables.names("layers"):
        return LayerClass(signatures.class_of("layers", translated), name)
    if name in spellings.GONE:
        return LayerClass(name, name)
    return Module(path)


def _of_kind(kind: str, name: str, path: str) -> Any:
    if signatures.knows(kind, name):
        return KerasClass(kind, name)
    if kind == "optimizers" and (class_name := keras_tables.class_of("optimizers", name)):
        return KerasClass(kind, class_name)  # `keras.optimizers.adam`, as Keras 1 and 2 also had it
    if kind in ("losses", "metrics", "initializers") and keras_tables.class_of(_table(kind), name):
        return KerasFunction(kind, name)
    return Module(path)


def _table(kind: str) -> keras_tables.Kind:
    tables: dict[str, keras_tables.Kind] = {"losses": "losses", "metrics": "metrics", "initializers": "initializers"}
    return tables[kind]


def _other(home: str, name: str, path: str) -> Any:
    activations = keras_tables.activations()
    for start in _ACTIVATIONS:
        if f"{home}." == start and name in activations and path not in OTHERWISE:
            return ActivationFunction(name)
    if home.startswith("keras.applications") and is_application(name):
        return application_function(name)
    if home.startswith(("tensorflow", "keras.ops", "keras.backend", "keras.activations")):
        return tensor_operation(path)
    return Module(path)


def is_application(name: str) -> bool:
    """Whether Keras ships a network of that name."""
    return name in application.names()


def old_layer(name: str) -> bool:
    """Whether Keras 1 or 2 had a layer of that name which is read today."""
    return name in spellings.LAYERS


def member_of_star(module: str, name: str) -> Module | None:
    """The member that `from module import *` would bind to a name, where the reader knows one."""
    path = Module(f"{module}.{name}")
    return None if isinstance(known(path), Module) and not _is_home(path) else path


def _is_home(module: Module) -> bool:
    """Whether it is a module that holds something known, or one of Keras's own classes."""
    path = canonical(module.path)
    return path in ("keras.Model", "keras.Sequential", "keras.layers", "keras.backend", "keras.layers.Layer") or any(
        path == f"keras.{kind}" for kind in (*KINDS, "applications", "datasets", "preprocessing", "utils", "models")
    )
