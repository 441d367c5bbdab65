"""Each row of a summary as a layer of the network, or as the layers of a known application."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from diagnostics.formats.saved_model import SavedLayer
from diagnostics.graph.kinds import MERGES
from diagnostics.graph.shapes.families import ODD_CONFIG, called, output_of
from diagnostics.graph.shapes.layer_shape import Shape
from diagnostics.source.tabulated.applications import application_of, layers_inside, size_for
from diagnostics.source.tabulated.classes import classes_of, is_nested
from diagnostics.source.tabulated.guessing import guess
from diagnostics.source.tabulated.seen import Guess, Seen
from diagnostics.source.tabulated.wiring import Call
from diagnostics.spec.model import Layer

IN_CODE = "give the model as code or as layers"


@dataclass(frozen=True)
class Part:
    """What a row was understood as. `output` is the layer that others read, `shape` what it gives.

    `missing` says what was wanted and what to do, for what the row leaves open beyond the keys of `open`.
    """

    call: Call
    layers: tuple[Layer, ...]
    output: str
    shape: Shape | None
    open: frozenset[str] = frozenset()
    missing: tuple[tuple[str, str], ...] = field(default=())
    application: str | None = None


def parts_of(calls: Sequence[Call], entrance: Mapping[str, Shape | None]) -> list[Part]:
    """The calls in order; `entrance` has the shapes of layers put before the table."""
    shapes = dict(entrance)
    outputs = {name: name for name in entrance}
    first: dict[str, Part] = {}
    parts: list[Part] = []
    for call in calls:
        feeds = tuple(outputs[name] for name in call.inputs)
        inputs = tuple(shapes[name] for name in call.inputs)
        part = _again(call, first[call.shares], feeds) if call.shares else _part(call, feeds, inputs)
        first.setdefault(call.name, part)
        shapes[call.name], outputs[call.name] = part.shape, part.output
        parts.append(part)
    return parts


def _part(call: Call, feeds: tuple[str, ...], inputs: tuple[Shape | None, ...]) -> Part:
    row = call.row
    classes = classes_of(row)
    if "InputLayer" in classes[:1]:
        config = {} if row.output is None else {"shape": list(row.output)}
        return Part(call, (_layer(call, "InputLayer", config, ()),), call.name, row.output)
    for class_name in classes:
        seen = Seen(class_name, inputs, row.output, row.parameters)
        found = guess(seen)
        if found is not None:
            return _understood(call, class_name, found, feeds, seen)
    if is_nested(row) and len(feeds) == 1 and (nested := _application(call, feeds[0])) is not None:
        return nested
    return _not_understood(call, feeds, inputs, classes)


def _understood(call: Call, class_name: str, found: Guess, feeds: tuple[str, ...], seen: Seen) -> Part:
    missing: list[tuple[str, str]] = []
    if call.row.class_text == "Merge":
        missing.append(("mode", f"{class_name} stands in; {IN_CODE}"))
    if call.unsure:
        missing.append(("inputs", f"it is not sure what {call.unsure[0]!r} means; paste the table with whole names"))
    layer = _layer(call, class_name, found.config, feeds)
    return Part(call, (layer,), call.name, seen.output or _given(seen, found), found.open, tuple(missing))


def _given(seen: Seen, found: Guess) -> Shape | None:
    try:
        return output_of(called(seen.class_name, found.config, seen.inputs))
    except ODD_CONFIG:
        return None


def _application(call: Call, feed: str) -> Part | None:
    backbone = application_of(call.row)
    if backbone is None:
        return None
    layers = tuple(_inside(layer) for layer in layers_inside(backbone, call.name, feed))
    missing = [("weights", f"drawn at random; give {backbone.name}'s as model.application.weights")]
    if backbone.is_pooled:
        missing.append(("pooling", f"GlobalAveragePooling2D stands in; {IN_CODE}"))
    return Part(call, layers, layers[-1].name or "", call.row.output, missing=tuple(missing), application=backbone.name)


def entering(call: Call, shape: Shape) -> Shape:
    """The images that enter an application, where its maps tell their size."""
    backbone = application_of(call.row)
    return shape if backbone is None else size_for(backbone, call.row.output or ()) or shape


def _not_understood(
    call: Call, feeds: tuple[str, ...], inputs: tuple[Shape | None, ...], classes: tuple[str, ...]
) -> Part:
    """A layer that changes neither shape nor weights is left out of account; of others only the class is told."""
    row = call.row
    told = f"{row.class_text or 'a layer'} with {row.parameters or 0:,} weights"
    is_operation = not classes or classes[0] in MERGES
    if not row.parameters and len(inputs) == 1 and row.output is not None and row.output == inputs[0] and is_operation:
        missing = ("call", f"what {row.class_text or 'it'} does is not in a summary, nothing stands in; {IN_CODE}")
        return Part(call, (_layer(call, "Identity", {}, feeds),), call.name, row.output, missing=(missing,))
    why = (
        f"no arguments lead to the shape and the count of this row ({told})" if classes else f"{told} is no layer known"
    )
    class_name = classes[0] if classes else row.class_text or "Layer"
    layer = _layer(call, class_name, {}, feeds)
    return Part(call, (layer,), call.name, row.output, missing=(("call", f"{why}; {IN_CODE}"),))


def _again(call: Call, first: Part, feeds: tuple[str, ...]) -> Part:
    """A further call; of a model inside the model only its first is read."""
    [layer, *more] = first.layers
    if more:
        missing = (("call", f"a model called again is not read from a summary; {IN_CODE}"),)
        return Part(call, (_layer(call, "Identity", {}, feeds),), call.name, first.shape, missing=missing)
    again = Layer(name=call.name, class_name=layer.class_name, inputs=feeds, shares=layer.name)
    return Part(call, (again,), call.name, call.row.output)


def _layer(call: Call, class_name: str, config: Mapping[str, Any], feeds: tuple[str, ...]) -> Layer:
    return Layer(name=call.name, class_name=class_name, config=dict(config), inputs=feeds)


def _inside(layer: SavedLayer) -> Layer:
    return Layer(name=layer.name, class_name=layer.class_name, config=dict(layer.config), inputs=layer.inputs)
