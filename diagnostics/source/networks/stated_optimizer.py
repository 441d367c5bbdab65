"""Optimizers and their rates as parts of a job."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from diagnostics.graph import keras_tables
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.values import Unknown
from diagnostics.source.networks.configs import NOT_PLAIN, config_value
from diagnostics.source.networks.keras_objects import KerasClass, KerasObject, first_open
from diagnostics.source.networks.stages import Stage
from diagnostics.source.networks.stated import Stated
from diagnostics.source.place import Place


def state_optimizer(stage: Stage, found: Stated, machine: Machine) -> None:
    value, place = stage.compiled.get("optimizer"), stage.places.get("optimizer")
    if isinstance(value, KerasClass):
        value = value.name
    if isinstance(value, str):
        class_name = keras_tables.class_of("optimizers", value)
        if class_name is None:
            found.open.append(("/training/optimizer", Unknown(repr(value), stage.line)))
            return
        found.say("optimizer", {"class_name": class_name, "config": {}}, place)
        found.say("learning_rate", _usual_rate(class_name), place)
    elif isinstance(value, KerasObject) and value.kind == "optimizers":
        _described_optimizer(value, found, place, machine)
    elif value is not None:
        found.say("optimizer", value if isinstance(value, Unknown) else Unknown("the optimizer", stage.line), place)


def _described_optimizer(value: KerasObject, found: Stated, place: Place | None, machine: Machine) -> None:
    config = dict(value.config)
    rate = value.members.get("learning_rate", value.members.get("lr", config.pop("learning_rate", None)))
    config.pop("learning_rate", None)
    if config.pop("decay", None):
        machine.note(value.made.line, "decay is ignored by Keras 3's optimizers; it is left out")
    config = {key: config_value(each) for key, each in config.items()}
    for key, each in config.items():
        if isinstance(each, Unknown):
            found.open.append((f"/training/optimizer/config/{key}", each))
    plain = {key: each for key, each in config.items() if not isinstance(each, Unknown) and each is not NOT_PLAIN}
    found.say("optimizer", {"class_name": value.class_name, "config": plain}, place or value.made)
    found.places |= {f"/training/optimizer/config/{key}": at for key, at in value.arguments.items()}
    where = value.arguments.get("learning_rate", place)
    found.say("learning_rate", _usual_rate(value.class_name) if rate is None else _rate(rate), where)


def _usual_rate(class_name: str) -> float:
    return float(keras_tables.defaults("optimizers", class_name).get("learning_rate", 0.001))


def _rate(value: Any) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if isinstance(value, KerasObject) and value.kind == "schedules":
        return first_open(value) or _schedule(value)
    return value if isinstance(value, Unknown) else Unknown("learning_rate", 1)


def _schedule(value: KerasObject) -> Any:
    config = {key: config_value(each) for key, each in value.config.items()}
    match value.class_name:
        case "ExponentialDecay":
            return {"exponential": _only(config, "initial_learning_rate", "decay_steps", "decay_rate", "staircase")}
        case "CosineDecay" if not config.get("warmup_steps"):
            return {"cosine": _only(config, "initial_learning_rate", "decay_steps", "alpha")}
        case "PiecewiseConstantDecay" if all(isinstance(config.get(key), list) for key in ("boundaries", "values")):
            return {"step": _only(config, "boundaries", "values")}
    return Unknown(f"the schedule {value.class_name}", value.made.line)


def _only(config: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {key: config[key] for key in keys if key in config and config[key] is not NOT_PLAIN}
