"""What the text does to the data before they reach the network, changed where it says so in so many words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import libcst as cst

from diagnostics.source.diff.draft import Draft
from diagnostics.source.diff.errors import NotExpressible
from diagnostics.source.diff.items import exchange
from diagnostics.source.diff.printing import literal
from diagnostics.source.diff.statements import delete_statement
from diagnostics.spec.dataset import Dataset

_GONE = object()


def set_dataset(draft: Draft, before: Dataset, after: Dataset) -> None:
    """Each changed number put where it is stated, each operation that goes taken out there."""
    for pointer, value in _changes("/dataset", before.model_dump(mode="json"), after.model_dump(mode="json")):
        node = _stated(draft, pointer, below=value is _GONE)
        if node is None or isinstance(value, list | dict):
            raise NotExpressible(f"the text does not state {pointer} in so many words")
        if value is _GONE:
            _take_out(draft, node)
        else:
            draft.put(node, literal(value, draft.quote))


def _changes(pointer: str, one: Any, two: Any) -> Iterator[tuple[str, Any]]:
    if one == two:
        return
    if isinstance(one, dict) and isinstance(two, dict) and set(one) == set(two):
        for key in one:
            yield from _changes(f"{pointer}/{key}", one[key], two[key])
    elif isinstance(one, list) and isinstance(two, list) and len(one) == len(two):
        for place, (old, new) in enumerate(zip(one, two, strict=True)):
            yield from _changes(f"{pointer}/{place}", old, new)
    elif isinstance(one, list) and isinstance(two, list) and _without_one(one, two) is not None:
        yield f"{pointer}/{_without_one(one, two)}", _GONE
    else:
        yield pointer, two


def _without_one(one: list[Any], two: list[Any]) -> int | None:
    """The place of the entry that one list has more than another."""
    return next((place for place in range(len(one)) if one[:place] + one[place + 1 :] == two), None)


def _stated(draft: Draft, pointer: str, *, below: bool) -> cst.BaseExpression | None:
    """The expression at a pointer or, where that is asked for, at the only one below it."""
    places = draft.read.places
    deeper = [place for other, place in places.items() if other.startswith(f"{pointer}/")]
    place = places.get(pointer) or (deeper[0] if below and len(deeper) == 1 else None)
    return draft.tree.at(place, cst.BaseExpression) if place is not None else None


def _take_out(draft: Draft, node: cst.BaseExpression) -> None:
    """The argument whose value the node is in, or else `x = x / 255` and `x /= 255` as a whole."""
    around = draft.tree.enclosing(node, cst.Arg)
    call = draft.tree.enclosing(around, cst.Call) if around is not None else None
    if around is not None and call is not None and around.keyword is not None:
        exchange(draft.tree, draft.edits, call.args, {list(call.args).index(around)}, (), 0)
        return
    line = draft.tree.enclosing(node, cst.SimpleStatementLine)
    if line is None or not _scales_itself(line.body[0]):
        raise NotExpressible(f"line {draft.tree.line(node)} does more than what is to go")
    delete_statement(draft, line)


def _scales_itself(statement: cst.BaseSmallStatement) -> bool:
    if isinstance(statement, cst.AugAssign):
        return True
    if not isinstance(statement, cst.Assign) or len(statement.targets) != 1:
        return False
    operation = statement.value
    return isinstance(operation, cst.BinaryOperation) and operation.left.deep_equals(statement.targets[0].target)
