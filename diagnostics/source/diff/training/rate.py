"""Learning rates, constant or by a schedule of Keras."""

from __future__ import annotations

from typing import Any

import libcst as cst

from diagnostics.source.diff.draft import Draft
from diagnostics.source.diff.errors import NotExpressible
from diagnostics.source.diff.printing import literal
from diagnostics.source.diff.training.methods import stated_value
from diagnostics.spec.training import Schedule, Training

_CLASSES = {"step": "PiecewiseConstantDecay", "exponential": "ExponentialDecay", "cosine": "CosineDecay"}


def rate_text(draft: Draft, schedule: Schedule) -> str:
    """A rate as an expression. Raises NotExpressible for a schedule that Keras has no class for."""
    if schedule.constant is not None:
        return literal(schedule.constant, draft.quote)
    class_name = _CLASSES.get(schedule.key)
    if class_name is None:
        raise NotExpressible(f"Keras has no class for the schedule {schedule.key!r}; it takes a callback of your own")
    settings = schedule.value.model_dump(mode="json", exclude_defaults=True)
    name = draft.naming.spelled("optimizers.schedules", class_name)
    told = (f"{key}={_setting(draft, value)}" for key, value in settings.items())
    return f"{name}({', '.join(told)})"


def set_schedule(draft: Draft, before: Training, after: Training) -> bool:
    """Whether both rates follow one kind of schedule and each number that changes could be put where it is stated."""
    one, two = before.learning_rate, after.learning_rate
    if one.key != two.key or two.constant is not None:
        return False
    old, new = one.value.model_dump(mode="json"), two.value.model_dump(mode="json")
    places = {key: stated_value(draft, f"learning_rate/{two.key}/{key}") for key in new if new[key] != old[key]}
    found = {key: node for key, node in places.items() if isinstance(node, cst.BaseExpression)}
    if len(found) < len(places):
        return False
    for key, node in found.items():
        draft.put(node, _setting(draft, new[key]))
    return True


def _setting(draft: Draft, value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(literal(entry, draft.quote) for entry in value)}]"
    return literal(value, draft.quote)
