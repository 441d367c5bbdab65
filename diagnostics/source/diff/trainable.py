"""Layers set free, or frozen, by the statements that do so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import libcst as cst

from diagnostics.source.diff.calls import Value, values_at, with_arguments
from diagnostics.source.diff.draft import Draft
from diagnostics.source.diff.errors import NotExpressible
from diagnostics.source.diff.made import agreed


def set_trainable(draft: Draft, wanted: Mapping[str, bool]) -> None:
    """Every named layer trainable or not: at its own argument, or at the statements about `.trainable`."""
    if not wanted:
        return
    stated = {name: draft.read.sources[name].arguments for name in wanted if name in draft.read.sources}
    at_calls = {name: value for name, value in wanted.items() if "trainable" in stated.get(name, {})}
    for call, names in agreed(draft, at_calls):
        given = values_at(draft.tree, stated[names[0]])
        value = wanted[names[0]]
        with_arguments(draft, call, given, {"trainable": Value(str(value), droppable=value)})
    left = {value for name, value in wanted.items() if name not in at_calls}
    if len(left) > 1:
        raise NotExpressible("some layers are to be frozen and others set free")
    for value in left:
        _turn(draft, value)


def _turn(draft: Draft, value: bool) -> None:
    """The one statement of the text that says the opposite, turned."""
    found = [statement for statement in _statements(draft) if draft.tree.text(statement.value) == str(not value)]
    if len(found) != 1:
        raise NotExpressible(f"the text has {len(found)} statements that set trainable to {not value}")
    draft.edits.replace(draft.tree.span(found[0].value), str(value))


def _statements(draft: Draft) -> Iterator[cst.Assign]:
    for assigned in draft.tree.every(cst.Assign):
        target = assigned.targets[0].target
        if isinstance(target, cst.Attribute) and target.attr.value == "trainable":
            yield assigned
