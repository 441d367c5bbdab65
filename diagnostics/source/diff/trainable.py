"""Layers set free, or frozen, by the arguments and statements that do so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import libcst as cst

from diagnostics.source.diff.calls import Value, named_value, with_arguments
from diagnostics.source.diff.draft import Draft
from diagnostics.source.diff.errors import NotExpressible
from diagnostics.source.diff.made import agreed, made_by


def set_trainable(draft: Draft, wanted: Mapping[str, bool]) -> None:
    """Every named layer trainable or not: at its own argument, or else at the statement about `.trainable`."""
    at_calls = {name: value for name, value in wanted.items() if _argument(draft, name) is not None}
    for call, names in agreed(draft, at_calls):
        value, argument = wanted[names[0]], _argument(draft, names[0])
        given = {"trainable": argument} if argument is not None else {}
        with_arguments(draft, call, given, {"trainable": Value(str(value), droppable=value)})
    left = {value for name, value in wanted.items() if name not in at_calls}
    if len(left) > 1:
        raise NotExpressible("some layers are to be frozen and others set free")
    for value in left:
        _turn(draft, value)


def _argument(draft: Draft, name: str) -> cst.BaseExpression | None:
    source = draft.read.sources.get(name)
    place = source.arguments.get("trainable") if source is not None else None
    if place is not None:
        return draft.tree.at(place, cst.BaseExpression)
    return named_value(made_by(draft, name), "trainable") if source is not None else None


def _turn(draft: Draft, value: bool) -> None:
    """The one statement of the text that says the opposite, turned."""
    found = [statement.value for statement in _statements(draft) if _is_name(statement.value, str(not value))]
    if len(found) != 1:
        raise NotExpressible(f"the text has {len(found) or 'no'} statements that set trainable to {not value}")
    draft.edits.replace(draft.tree.span(found[0]), str(value))


def _statements(draft: Draft) -> Iterator[cst.Assign]:
    for assigned in draft.tree.every(cst.Assign):
        target = assigned.targets[0].target
        if isinstance(target, cst.Attribute) and target.attr.value == "trainable":
            yield assigned


def _is_name(node: cst.BaseExpression, name: str) -> bool:
    return isinstance(node, cst.Name) and node.value == name
