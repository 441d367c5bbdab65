"""The optimizer, its settings and its rate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import libcst as cst

from diagnostics.graph import keras_tables
from diagnostics.source.diff.calls import Value, named_value, with_arguments
from diagnostics.source.diff.draft import Draft
from diagnostics.source.diff.errors import NotExpressible
from diagnostics.source.diff.same import same_value
from diagnostics.source.diff.training.compiled import compiled_value, set_compiled
from diagnostics.source.diff.training.rate import rate_text, set_schedule
from diagnostics.source.diff.values import call_text, telling, value_text
from diagnostics.spec.training import Training

_RATE_NAMES = ("learning_rate", "lr")


def set_optimizer(draft: Draft, before: Training, after: Training) -> None:
    """The optimizer of `after`: changed where it is a call, made one where it is a name."""
    value = compiled_value(draft, "optimizer")
    same_class = before.optimizer.class_name == after.optimizer.class_name
    if isinstance(value, cst.Call) and same_class:
        _change(draft, value, before, after)
    elif value is None or isinstance(value, cst.SimpleString | cst.Call):
        near = value.func if isinstance(value, cst.Call) else None
        set_compiled(draft, "optimizer", _made(draft, after, near))
    else:
        raise NotExpressible(f"line {draft.tree.line(value)} gives an optimizer that is made elsewhere")


def _change(draft: Draft, call: cst.Call, before: Training, after: Training) -> None:
    old, new = before.optimizer.config, after.optimizer.config
    changed = {key: value for key, value in new.items() if key not in old or not same_value(key, value, old[key])}
    values: dict[str, Value | None] = {
        key: Value(value_text(draft, key, value), droppable=value is None) for key, value in changed.items()
    }
    given = {key: node for key in changed if (node := named_value(call, key)) is not None}
    rate = named_value(call, *_RATE_NAMES, position=0)
    if rate is not None:
        given["learning_rate"] = rate
    if before.learning_rate != after.learning_rate and not set_schedule(draft, before, after):
        values["learning_rate"] = Value(rate_text(draft, after.learning_rate))
    with_arguments(draft, call, given, values)


def _made(draft: Draft, training: Training, near: cst.BaseExpression | None) -> str:
    optimizer = training.optimizer
    config: Mapping[str, Any] = telling("optimizers", optimizer.class_name, optimizer.config)
    made = call_text(draft, "optimizers", optimizer.class_name, config, near)
    name, _, settings = made.removesuffix(")").partition("(")
    usual = keras_tables.defaults("optimizers", optimizer.class_name).get("learning_rate")
    if settings and training.learning_rate.constant == usual:
        return made
    return f"{name}({', '.join(filter(None, (f'learning_rate={rate_text(draft, training.learning_rate)}', settings)))})"
