"""Callbacks as parts of a job."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.networks.keras_objects import KerasObject
from diagnostics.source.networks.stated import Stated


def state_callbacks(value: Any, found: Stated, machine: Machine) -> None:
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
