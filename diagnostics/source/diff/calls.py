"""Arguments of a call set, changed and dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import libcst as cst

from diagnostics.source.diff.draft import Draft
from diagnostics.source.diff.items import exchange
from diagnostics.source.diff.tree import Tree
from diagnostics.source.place import Place


@dataclass(frozen=True)
class Value:
    """What an argument is to be; `droppable` where it says so by not being there."""

    text: str
    droppable: bool = False


def with_arguments(
    draft: Draft, call: cst.Call, given: Mapping[str, cst.BaseExpression], values: Mapping[str, Value | None]
) -> None:
    """The call with these arguments: those given are changed where they stand, None drops one.

    `given` leads from keys to the values in the text, which may stand elsewhere than in the call.
    """
    gone, new = set[int](), []
    places = {id(arg.value): place for place, arg in enumerate(call.args)}
    for key, value in values.items():
        node = given.get(key)
        place = None if node is None else places.get(id(node))
        keyword = place is not None and call.args[place].keyword is not None
        if place is not None and (value is None or (value.droppable and keyword)):
            gone.add(place)
        elif node is not None and value is not None:
            draft.put(node, value.text)
        elif value is not None and not value.droppable:
            new.append(f"{key}={value.text}")
    if gone or new:
        exchange(draft.tree, draft.edits, call.args, gone, new, draft.tree.bare_span(call).end - 1)


def values_at(tree: Tree, places: Mapping[str, Place]) -> dict[str, cst.BaseExpression]:
    """The expressions at some places of the text, by key."""
    found = {key: tree.at(place, cst.BaseExpression) for key, place in places.items()}
    return {key: node for key, node in found.items() if node is not None}


def named_value(call: cst.Call, *names: str, position: int | None = None) -> cst.BaseExpression | None:
    """The value of the first argument of one of these names, or else of the one at a position."""
    for arg in call.args:
        if arg.keyword is not None and arg.keyword.value in names:
            return arg.value
    if position is None or len(call.args) <= position:
        return None
    plain = all(arg.keyword is None and not arg.star for arg in call.args[: position + 1])
    return call.args[position].value if plain else None
