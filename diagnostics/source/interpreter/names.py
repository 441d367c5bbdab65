"""What a name stands for: bound in the text, one of Python's own, or one that everyone takes to mean the same."""

from __future__ import annotations

import ast
from typing import Any

from diagnostics.graph import keras_tables
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.plain_functions import PLAIN_FUNCTIONS
from diagnostics.source.interpreter.reflection import REFLECTION
from diagnostics.source.interpreter.scope import Scope
from diagnostics.source.interpreter.values import Module
from diagnostics.source.networks import outside

_MEANT = {
    "keras": "keras",
    "layers": "keras.layers",
    "tf": "tensorflow",
    "tensorflow": "tensorflow",
    "np": "numpy",
    "numpy": "numpy",
    "K": "keras.backend",
    "models": "keras.models",
    "optimizers": "keras.optimizers",
    "losses": "keras.losses",
    "metrics": "keras.metrics",
    "callbacks": "keras.callbacks",
    "regularizers": "keras.regularizers",
    "initializers": "keras.initializers",
    "applications": "keras.applications",
    "math": "math",
    "os": "os",
    "mnist": "keras.datasets.mnist",
    "cifar10": "keras.datasets.cifar10",
    "Sequential": "keras.models.Sequential",
    "Model": "keras.models.Model",
    "Input": "keras.layers.Input",
    "ImageDataGenerator": "keras.preprocessing.image.ImageDataGenerator",
    "train_test_split": "sklearn.model_selection.train_test_split",
    "to_categorical": "keras.utils.to_categorical",
    "EarlyStopping": "keras.callbacks.EarlyStopping",
    "ReduceLROnPlateau": "keras.callbacks.ReduceLROnPlateau",
    "l1": "keras.regularizers.l1",
    "l2": "keras.regularizers.l2",
    "merge": "keras.layers.merge",
    "concatenate": "keras.layers.concatenate",
}


def look_up(node: ast.Name, scope: Scope, machine: Machine) -> Any:
    """The value of a name; an Unknown where nothing binds it."""
    holder = scope.holder(node.id)
    if holder is not None:
        return holder.names[node.id]
    for module in scope.outermost.stars:
        found = outside.member_of_star(module, node.id)
        if found is not None:
            return outside.known(found)
    for known in (PLAIN_FUNCTIONS, REFLECTION):
        if node.id in known:
            return known[node.id]
    path = _meant(node.id)
    if path is None:
        return machine.supplied_for(machine.unknown(node))
    if path != node.id and node.id not in machine.taken:
        machine.taken.add(node.id)
        machine.note(node.lineno, f"{node.id} is bound nowhere in the text; it is taken to be {path}")
    return outside.known(Module(path))


def _meant(name: str) -> str | None:
    if name in _MEANT:
        return _MEANT[name]
    if name in keras_tables.names("layers") or outside.old_layer(name):
        return f"keras.layers.{name}"
    if name in keras_tables.names("optimizers"):
        return f"keras.optimizers.{name}"
    return f"keras.applications.{name}" if outside.is_application(name) else None
