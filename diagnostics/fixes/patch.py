"""The difference of two specs as a JSON Patch (RFC 6902)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from diagnostics.spec.job import ResolvedSpec
from diagnostics.spec.reading import pointer_to

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class _Edit:
    """One operation; `before` is what must have been there, at `guarded`, for it to make sense."""

    guarded: Path
    before: Any
    operation: dict[str, Any]


def patch(before: ResolvedSpec, after: ResolvedSpec) -> tuple[dict[str, Any], ...]:
    """Operations that turn the one spec, as JSON, into the other.

    They start with `test` operations for everything that is replaced or removed, and for the neighbour of what is
    inserted into a list, so that the patch fails on a document that differs there. 1, 1.0 and true are told apart.
    """
    edits = list(_differences((), before.model_dump(mode="json"), after.model_dump(mode="json")))
    guards = {pointer_to(edit.guarded): edit.before for edit in edits if edit.guarded}
    tests = [{"op": "test", "path": path, "value": value} for path, value in guards.items()]
    return (*tests, *(edit.operation for edit in edits))


def _differences(path: Path, old: Any, new: Any) -> Iterator[_Edit]:
    if _exactly(old) == _exactly(new):
        return
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _in_mapping(path, old, new)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _in_list(path, old, new)
    else:
        yield _Edit(path, old, {"op": "replace", "path": pointer_to(path), "value": new})


def _in_mapping(path: Path, old: dict[str, Any], new: dict[str, Any]) -> Iterator[_Edit]:
    for key, value in old.items():
        if key in new:
            yield from _differences((*path, key), value, new[key])
        else:
            yield _Edit((*path, key), value, {"op": "remove", "path": pointer_to((*path, key))})
    for key, value in new.items():
        if key not in old:
            yield _Edit((), None, {"op": "add", "path": pointer_to((*path, key)), "value": value})


def _in_list(path: Path, old: list[Any], new: list[Any]) -> Iterator[_Edit]:
    """From the end of the list to its start, so that no edit shifts the place of a later one."""
    if len(old) == len(new):
        yield from _in_span(path, old, (0, len(old)), new)
        return
    matcher = SequenceMatcher(None, list(map(_identity, old)), list(map(_identity, new)), autojunk=False)
    for _, start, end, new_start, new_end in reversed(matcher.get_opcodes()):
        yield from _in_span(path, old, (start, end), new[new_start:new_end])


def _in_span(path: Path, old: list[Any], span: tuple[int, int], new: list[Any]) -> Iterator[_Edit]:
    start, end = span
    paired = min(end - start, len(new))
    for index in reversed(range(start + paired, end)):
        yield _Edit((*path, index), old[index], {"op": "remove", "path": pointer_to((*path, index))})
    for value in reversed(new[paired:]):
        operation = {"op": "add", "path": pointer_to((*path, start + paired)), "value": value}
        yield _Edit(*_neighbour(path, old, start + paired), operation)
    for offset in range(paired):
        yield from _differences((*path, start + offset), old[start + offset], new[offset])


def _neighbour(path: Path, old: list[Any], index: int) -> tuple[Path, Any]:
    if not old:
        return path, old
    beside: Path = (*path, max(index - 1, 0))
    entry = old[max(index - 1, 0)]
    return ((*beside, "name"), entry["name"]) if isinstance(entry, dict) and "name" in entry else (beside, entry)


def _identity(value: Any) -> str:
    """What two entries of a list share where they are the same one, perhaps changed: the name of a layer."""
    return _exactly(value["name"] if isinstance(value, dict) and "name" in value else value)


def _exactly(value: Any) -> str:
    """A text that two JSON values share only where they are the same, the kind of a number included."""
    return json.dumps(value, sort_keys=True)
