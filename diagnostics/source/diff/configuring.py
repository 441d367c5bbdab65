"""Layers made with another config, or of another class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import libcst as cst

from diagnostics.graph import keras_tables
from diagnostics.source.diff.calls import Value, named_value, values_at, with_arguments
from diagnostics.source.diff.draft import Draft
from diagnostics.source.diff.errors import NotExpressible
from diagnostics.source.diff.made import agreed
from diagnostics.source.diff.same import INNER_LAYERS, same_value
from diagnostics.source.diff.trainable import set_trainable
from diagnostics.source.diff.values import call_text, telling, value_text
from diagnostics.spec.job import ResolvedLayer

Pair = tuple[ResolvedLayer, ResolvedLayer]


def configure(draft: Draft, pairs: Sequence[Pair]) -> None:
    """Every layer before made the one after, each call once."""
    settings = {one.name: (two.class_name, _changes(one, two)) for one, two in pairs}
    trains = {name: changes.pop("trainable") for name, (_, changes) in settings.items() if "trainable" in changes}
    set_trainable(draft, trains)
    after = {two.name: (one, two) for one, two in pairs}
    wanted = {name: setting for name, setting in settings.items() if setting[1] or _is_remade(after[name])}
    for call, names in agreed(draft, wanted):
        one, two = after[names[0]]
        given = values_at(draft.tree, draft.read.sources[names[0]].arguments)
        if _is_remade((one, two)):
            _remake(draft, call, given, (one, two))
        else:
            _change(draft, call, given, one, wanted[names[0]][1])


def _changes(one: ResolvedLayer, two: ResolvedLayer) -> dict[str, Any]:
    return {
        key: value
        for key, value in two.config.items()
        if key not in one.config or not same_value(key, one.config[key], value)
    }


def _is_remade(pair: Pair) -> bool:
    return pair[0].class_name != pair[1].class_name


def _change(
    draft: Draft,
    call: cst.Call,
    given: Mapping[str, cst.BaseExpression],
    before: ResolvedLayer,
    changes: Mapping[str, Any],
) -> None:
    values: dict[str, Value | None] = {}
    for key, value in changes.items():
        inner = given.get(key) or named_value(call, key, position=0)
        if key in INNER_LAYERS and isinstance(inner, cst.Call) and isinstance(value, Mapping):
            _change_inner(draft, inner, before.config[key], value)
        else:
            values[key] = _value(draft, key, value)
    with_arguments(draft, call, given, values)


def _change_inner(draft: Draft, call: cst.Call, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """A layer inside another, whose arguments are known by their names alone."""
    one, two = (
        ResolvedLayer(name="inner", class_name=side["class_name"], config=side["config"], inputs=())
        for side in (before, after)
    )
    required = keras_tables.required("layers", one.class_name)
    if sum(arg.keyword is None for arg in call.args) > len(required):
        raise NotExpressible(f"line {draft.tree.line(call)} gives arguments without their names")
    keys = (*required, *(key for key in (*one.config, *two.config) if key not in required))
    found = {key: named_value(call, key, position=_position(required, key)) for key in keys}
    given = {key: node for key, node in found.items() if node is not None}
    if _is_remade((one, two)):
        _remake(draft, call, given, (one, two))
    else:
        _change(draft, call, given, one, _changes(one, two))


def _position(required: Sequence[str], key: str) -> int | None:
    return required.index(key) if key in required else None


def _remake(draft: Draft, call: cst.Call, given: Mapping[str, cst.BaseExpression], pair: Pair) -> None:
    """The call of another class, with the arguments that still apply."""
    one, two = pair
    told = telling("layers", two.class_name, two.config)
    values: dict[str, Value | None] = {}
    for key in (key for key in given if key in one.config):  # a name or the shape of the inputs stays
        if key not in told:
            values[key] = None
        elif not same_value(key, one.config[key], told[key]):
            values[key] = _value(draft, key, told[key])
    new = {key: _value(draft, key, value) for key, value in told.items() if key not in given}
    if len(values) == len(call.args) and not any(values.values()):
        draft.edits.replace(draft.tree.span(call), call_text(draft, "layers", two.class_name, two.config, call.func))
        return
    draft.edits.replace(draft.tree.span(call.func), draft.naming.spelled("layers", two.class_name, call.func))
    with_arguments(draft, call, given, values | new)


def _value(draft: Draft, key: str, value: Any) -> Value:
    none = value is None or (key.endswith("activation") and value == "linear") or (key == "trainable" and value is True)
    return Value(value_text(draft, key, value), droppable=none)
