"""Layers that bring several inputs together."""

from __future__ import annotations

from functools import reduce

from diagnostics.graph.shapes.family import Call, Family, Unknown, axis_at
from diagnostics.graph.shapes.layer_shape import Shape


def _several(call: Call) -> list[Shape]:
    shapes = [call.input_at(position) for position in range(len(call.inputs))]
    if len(shapes) < 2 or (call.class_name in ("Subtract", "Dot") and len(shapes) != 2):
        raise Unknown(f"{len(shapes)} inputs")
    return shapes


def _broadcast(one: Shape, other: Shape) -> Shape:
    if len(one) < len(other):
        one, other = other, one
    more = len(one) - len(other)
    return one[:more] + tuple(_side(*sides) for sides in zip(one[more:], other, strict=True))


def _side(one: int | None, other: int | None) -> int | None:
    if one is None or other is None:
        return None
    if one == 1 or other == 1 or one == other:
        return one * other if 1 in (one, other) else one
    raise Unknown(f"{one} and {other}")


def _elementwise(call: Call) -> Shape:
    return reduce(_broadcast, _several(call))


def _concatenated(call: Call) -> Shape:
    first, *others = _several(call)
    at = axis_at(first, call.config["axis"])
    for shape in others:
        if len(shape) != len(first):
            raise Unknown("ranks differ")
        rest = [sides for place, sides in enumerate(zip(first, shape, strict=True)) if place != at]
        if any(one != other for one, other in rest if one is not None and other is not None):
            raise Unknown("sides differ")
    lengths = [shape[at] for shape in (first, *others)]
    whole = None if None in lengths else sum(length for length in lengths if length is not None)
    return (*first[:at], whole, *first[at + 1 :])


def _dotted(call: Call) -> Shape:
    shapes = _several(call)
    axes = call.config["axes"]
    pair = [axes, axes] if isinstance(axes, int) else axes
    places = [axis_at(shape, axis) for shape, axis in zip(shapes, pair, strict=True)]
    one, other = (shape[place] for shape, place in zip(shapes, places, strict=True))
    if one != other:
        raise Unknown(f"{one} and {other}")
    left = [shape[:place] + shape[place + 1 :] for shape, place in zip(shapes, places, strict=True)]
    return (*left[0], *left[1]) or (1,)


FAMILIES = {
    **{name: Family(_elementwise) for name in ("Add", "Average", "Maximum", "Minimum", "Multiply", "Subtract")},
    "Concatenate": Family(_concatenated),
    "Dot": Family(_dotted),
}
