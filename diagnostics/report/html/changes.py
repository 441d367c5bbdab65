"""A JSON Patch as a list of changes that reads without knowing JSON Patch."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import jsonpatch
import jsonpointer

from diagnostics.report.html.places import SEPARATOR, in_words, place
from diagnostics.spec.job import ResolvedSpec

_LONGEST = 120
_UNFIT = (jsonpatch.JsonPatchException, jsonpointer.JsonPointerException, TypeError)
_VERBS = {"replace": "change", "add": "add", "remove": "remove", "move": "move", "copy": "copy"}


@dataclass(frozen=True)
class Change:
    """What happens where: the values before and after, None where there is none."""

    verb: str
    where: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class _Step:
    verb: str
    key: str
    layer: str | None
    before: str | None
    after: str | None


def changes(patch: Sequence[Mapping[str, Any]], spec: ResolvedSpec) -> list[Change]:
    """The changes in order; layers that are changed alike share one."""
    layers_of: dict[tuple[str, str, str | None, str | None], list[str]] = {}
    for step in _steps(patch, spec):
        alike = layers_of.setdefault((step.verb, step.key, step.before, step.after), [])
        alike.extend([step.layer] if step.layer is not None else [])
    return [
        Change(verb, in_words(key, layers), before, after) for (verb, key, before, after), layers in layers_of.items()
    ]


def _steps(patch: Sequence[Mapping[str, Any]], spec: ResolvedSpec) -> Iterator[_Step]:
    """Each operation over the document that those before it have left: their numbers of layers shift."""
    document = spec.model_dump(mode="json")
    for operation in patch:
        if operation["op"] == "test":
            continue
        yield _step(operation, document)
        with suppress(*_UNFIT):  # a patch that does not fit is shown as it is written
            document = jsonpatch.apply_patch(document, [dict(operation)], in_place=True)


def _step(operation: Mapping[str, Any], document: Any) -> _Step:
    where = place(operation["path"], [str(layer["name"]) for layer in document["model"]["layers"]])
    inserted = operation["op"] == "add" and isinstance(_at(operation["path"].rpartition("/")[0], document), list)
    is_layer = inserted and where.layer is not None and not where.key
    after = operation.get("value", operation.get("from"))
    before = None if inserted else _at(operation["path"], document)
    return _Step(
        verb=_VERBS.get(operation["op"], operation["op"]),
        key=f"model{SEPARATOR}layers" if is_layer else where.key,
        layer=None if is_layer else where.layer,
        before=None if before is None else _short(before),
        after=_short(after) if operation["op"] != "remove" else None,
    )


def _at(pointer: str, document: Any) -> Any:
    """The value there, None where there is none."""
    with suppress(jsonpointer.JsonPointerException):
        return jsonpointer.resolve_pointer(document, pointer, None)
    return None


def _short(value: Any) -> str:
    """A layer by its class and name, anything else as JSON, cut where it is long."""
    if isinstance(value, dict) and {"class_name", "name"} <= value.keys():
        return f"{value['class_name']} {value['name']}"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
