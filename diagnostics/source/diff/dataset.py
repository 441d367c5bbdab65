"""What the text does to the data before they reach the network, changed where it says so in so many words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import libcst as cst

from diagnostics.source.diff.draft import Draft
from diagnostics.source.diff.errors import NotExpressible
from diagnostics.source.diff.generators import set_rescale
from diagnostics.source.diff.printing import literal
from diagnostics.spec.dataset import Dataset


def set_dataset(draft: Draft, before: Dataset, after: Dataset) -> None:
    """Each changed number put where it is stated, a rescaling of all inputs where image generators are told of it."""
    one, two = before.model_dump(mode="json"), after.model_dump(mode="json")
    if set_rescale(draft, before.preprocess, after.preprocess):
        one["preprocess"] = two["preprocess"]
    for pointer, value in _changes("/dataset", one, two):
        place = draft.read.places.get(pointer)
        node = draft.tree.at(place, cst.BaseExpression) if place is not None else None
        if node is None or isinstance(value, list | dict):
            raise NotExpressible(f"the text does not state {pointer} in so many words")
        draft.put(node, literal(value, draft.quote))


def _changes(pointer: str, one: Any, two: Any) -> Iterator[tuple[str, Any]]:
    """The pointers of what differs, as deep as both have the same form, with the new values."""
    if one == two:
        return
    if isinstance(one, dict) and isinstance(two, dict) and set(one) == set(two):
        for key in one:
            yield from _changes(f"{pointer}/{key}", one[key], two[key])
    elif isinstance(one, list) and isinstance(two, list) and len(one) == len(two):
        for place, (old, new) in enumerate(zip(one, two, strict=True)):
            yield from _changes(f"{pointer}/{place}", old, new)
    else:
        yield pointer, two
