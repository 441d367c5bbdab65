"""What was read, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from cli.terminal import columns
from diagnostics.lint.outline import Outline, OutlinedLayer
from diagnostics.report.wrapped import printable

_HEADER = ("LAYER", "CLASS", "OUTPUT", "PARAMETERS", "LINE", "")
_UNKNOWN = "?"


def as_json(read: Sequence[Outline]) -> str:
    """The JSON form."""
    return json.dumps({"jobs": [outline.document() for outline in read]}, indent=2)


def as_text(read: Sequence[Outline]) -> str:
    """A table for each network, with what was read of its training and what is missing."""
    return printable("\n\n".join("\n".join(_network(outline)) for outline in read) + "\n")


def _network(outline: Outline) -> Iterator[str]:
    yield outline.name or "network"
    yield ""
    yield columns(_HEADER, [_row(layer) for layer in outline.layers])
    yield ""
    yield f"{_count(outline.parameters)} parameters{_trained(outline)}"
    yield from _stated("training", outline.spec.get("training"))
    yield from _stated("dataset", outline.spec.get("dataset"))
    if outline.missing:
        yield ""
        yield "left open:"
        yield from (f"  line {each.line}: {each.expression}: {each.supply}" for each in outline.missing)
    if outline.notes:
        yield ""
        yield "read otherwise than written:"
        yield from (f"  line {note.line}: {note.message}" for note in outline.notes)


def _trained(outline: Outline) -> str:
    trained = outline.trainable_parameters
    return "" if trained == outline.parameters else f", {_count(trained)} trained"


def _row(layer: OutlinedLayer) -> tuple[str, ...]:
    lines = layer.lines
    where = "" if lines is None else str(lines[0]) if lines[0] == lines[1] else f"{lines[0]}–{lines[1]}"
    state = {"used": "", "unused": "UNUSED: no output depends on it"}.get(layer.state, layer.state)
    return layer.name, layer.class_name, _shape(layer.output_shape), _count(layer.parameters), where, state


def _shape(shape: tuple[int | None, ...] | None) -> str:
    if shape is None:
        return _UNKNOWN
    return " × ".join(_UNKNOWN if side is None else str(side) for side in shape) or "one number"


def _count(parameters: int | None) -> str:
    return _UNKNOWN if parameters is None else f"{parameters:,}"


def _stated(part: str, said: Any) -> Iterator[str]:
    if said:
        yield f"{part}: " + ", ".join(f"{key} {_value(value)}" for key, value in said.items())


def _value(value: Any) -> str:
    """A name as it is, and an object by its class, with its config where it has one."""
    if isinstance(value, dict) and set(value) <= {"class_name", "config"}:
        config = value.get("config") or {}
        return str(value["class_name"]) + (f" {json.dumps(config, ensure_ascii=False)}" if config else "")
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
