"""What a text says of training and data, as parts of a job."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from diagnostics.graph import keras_tables
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.values import Function, Unknown
from diagnostics.source.networks.configs import config_value
from diagnostics.source.networks.data import Array
from diagnostics.source.networks.keras_objects import KerasClass, KerasFunction, KerasObject, first_open
from diagnostics.source.networks.stages import Stage
from diagnostics.source.networks.stated import Stated
from diagnostics.source.networks.stated_callbacks import state_callbacks
from diagnostics.source.networks.stated_data import state_data
from diagnostics.source.networks.stated_optimizer import state_optimizer


def stated(stage: Stage | None, machine: Machine) -> Stated:
    """What `compile` and `fit` say."""
    found = Stated()
    if stage is None:
        return found
    state_optimizer(stage, found, machine)
    _loss(stage.compiled.get("loss"), stage, found)
    _metrics(stage, found, machine)
    if stage.fitted is not None:
        _fit(stage.fitted, stage, found)
        state_data(stage.fitted, stage, found)
        state_callbacks(stage.fitted.get("callbacks"), found, machine)
    return found


def _loss(value: Any, stage: Stage, found: Stated) -> None:
    place = stage.places.get("loss")
    if isinstance(value, KerasClass):
        value = value.name
    if isinstance(value, list | tuple) and len(value) == 1:
        value = value[0]
    if isinstance(value, str):
        class_name = keras_tables.class_of("losses", value)
        found.say("loss", value if class_name else Unknown(repr(value), stage.line), place)
    elif isinstance(value, KerasFunction):
        found.say("loss", value.name, place)
    elif isinstance(value, KerasObject):
        unknown = first_open(value)
        found.say("loss", unknown or {"class_name": value.class_name, "config": config_value(value)["config"]}, place)
        found.places |= {f"/training/loss/config/{key}": at for key, at in value.arguments.items()}
    elif value is not None:
        name = f"the loss {value.name}" if isinstance(value, Function) else "the loss"
        found.say("loss", value if isinstance(value, Unknown) else Unknown(name, stage.line), place)


def _metrics(stage: Stage, found: Stated, machine: Machine) -> None:
    value = stage.compiled.get("metrics")
    if value is None:
        return
    names = []
    for each in value if isinstance(value, list | tuple) else [value]:
        name = each.name if isinstance(each, KerasFunction | KerasClass) else each
        name = each.class_name if isinstance(each, KerasObject) else name
        known = isinstance(name, str) and (name in ("acc", "ce") or keras_tables.class_of("metrics", name))
        if known:
            names.append(name)
        else:
            machine.note(stage.line, "a metric that is none of Keras's is left out")
    found.say("metrics", names, stage.places.get("metrics"))


def _fit(fitted: Mapping[str, Any], stage: Stage, found: Stated) -> None:
    for key in ("epochs", "batch_size"):
        value = fitted.get(key)
        place = stage.places.get(f"fit.{key}")
        if isinstance(value, Unknown) or (isinstance(value, int) and not isinstance(value, bool) and value > 0):
            found.say(key, value, place)
    if "epochs" not in fitted:
        found.training["epochs"] = 1
    if "batch_size" not in found.training and isinstance(fitted.get("x"), Array):
        found.training["batch_size"] = 32
    if isinstance(fitted.get("shuffle"), bool):
        found.say("shuffle", fitted["shuffle"], stage.places.get("fit.shuffle"))
    weights = fitted.get("class_weight")
    if isinstance(weights, dict) and all(isinstance(k, int) and isinstance(v, int | float) for k, v in weights.items()):
        found.say("class_weight", weights, stage.places.get("fit.class_weight"))
