"""What a text says of training and data, as parts of a job."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from diagnostics.graph import keras_tables
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.values import Function, Unknown
from diagnostics.source.networks.configs import NOT_PLAIN, config_value
from diagnostics.source.networks.data import Array, Pipeline
from diagnostics.source.networks.keras_objects import KerasClass, KerasFunction, KerasObject, first_open
from diagnostics.source.networks.stages import Stage
from diagnostics.source.place import Place


@dataclass
class Stated:
    """Parts of a job with only the keys that the text states, where each stands, and what is open of them."""

    training: dict[str, Any] = field(default_factory=dict)
    dataset: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    open: list[tuple[str, Unknown]] = field(default_factory=list)

    def say(self, key: str, value: Any, place: Place | None) -> None:
        """Takes a key of `training`, unless its value is open."""
        if isinstance(value, Unknown):
            self.open.append((f"/training/{key}", value))
            return
        self.training[key] = value
        if place is not None:
            self.places[f"/training/{key}"] = place


def stated(stage: Stage | None, machine: Machine) -> Stated:
    """What `compile` and `fit` say."""
    found = Stated()
    if stage is None:
        return found
    _optimizer(stage, found, machine)
    _loss(stage.compiled.get("loss"), stage, found)
    _metrics(stage, found, machine)
    if stage.fitted is not None:
        _fit(stage.fitted, stage, found)
        _data(stage.fitted, stage, found)
        _callbacks(stage.fitted.get("callbacks"), found, machine)
    return found


def _optimizer(stage: Stage, found: Stated, machine: Machine) -> None:
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


def _data(fitted: Mapping[str, Any], stage: Stage, found: Stated) -> None:
    x, y = fitted.get("x"), fitted.get("y")
    if isinstance(x, Pipeline):
        found.dataset |= {
            key: value for key, value in x.settings.items() if not (key == "validation" and x.is_validation)
        }
        if x.batch_size is not None:
            found.training["batch_size"] = x.batch_size
    if (isinstance(x, Array) and x.operations and not x.odd) or (
        isinstance(x, Unknown) and x.operations and not x.is_odd
    ):
        found.dataset["preprocess"] = list(x.operations)
    if "preprocess" in found.dataset and isinstance(x, Array | Pipeline | Unknown) and x.prepared is not None:
        found.places["/dataset/preprocess"] = x.prepared
    if isinstance(y, Array) and y.encoding is not None:
        found.dataset["labels"] = {"encoding": y.encoding}
    fraction = fitted.get("validation_split")
    if isinstance(fraction, float) and 0 < fraction < 1:
        found.dataset["validation"] = {"tail": fraction}
        place = stage.places.get("fit.validation_split")
        found.places |= {"/dataset/validation/tail": place} if place is not None else {}
    elif isinstance(x, Array) and x.split is not None:
        found.dataset["validation"] = {"fraction": x.split}


def _callbacks(value: Any, found: Stated, machine: Machine) -> None:
    kept = [each for callback in value or () for each in _callback(callback, machine)] if _is_list(value) else []
    if kept:
        found.training["callbacks"] = kept


def _is_list(value: Any) -> bool:
    return isinstance(value, list | tuple)


def _callback(value: Any, machine: Machine) -> Iterator[dict[str, Any]]:
    """A callback that changes the course of training, as a spec says it; one that it cannot say is noted."""
    if not isinstance(value, KerasObject):
        return
    read = _CALLBACKS.get(value.class_name)
    if read is not None:
        yield read(value.config)
    elif value.class_name == "LearningRateScheduler":
        machine.note(value.made.line, "LearningRateScheduler is not read; say the schedule in the job")


def _numbers(config: Mapping[str, Any], keys: Mapping[str, str]) -> dict[str, Any]:
    return {
        new: config[old]
        for old, new in keys.items()
        if isinstance(config.get(old), int | float) and not isinstance(config.get(old), bool)
    }


def _stopping(config: Mapping[str, Any]) -> dict[str, Any]:
    return {"early_stopping": _numbers(config, {"patience": "patience", "min_delta": "min_delta"})}


def _reducing(config: Mapping[str, Any]) -> dict[str, Any]:
    keys = {"factor": "factor", "patience": "patience", "min_delta": "min_delta", "min_lr": "min_rate"}
    return {"reduce_on_plateau": _numbers(config, keys)}


_CALLBACKS: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "EarlyStopping": _stopping,
    "ReduceLROnPlateau": _reducing,
}
