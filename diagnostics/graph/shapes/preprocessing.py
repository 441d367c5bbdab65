"""Preprocessing that changes shapes: sizes of images, and codes for categories."""

from __future__ import annotations

from diagnostics.graph.shapes.family import Call, Family, Unknown
from diagnostics.graph.shapes.layer_shape import Shape
from diagnostics.graph.shapes.windows import with_channels


def _resized(call: Call) -> Shape:
    if len(call.input) != 3:
        raise Unknown("no image")
    channels = call.input[0] if call.channels_first else call.input[-1]
    return with_channels(call, (call.count("height"), call.count("width")), channels)


_CODES = ("one_hot", "multi_hot", "count")


def _categories(call: Call) -> Shape:
    """One-hot codes keep every axis but a last one of length 1; the other codes take the last axis together."""
    if call.config["output_mode"] not in _CODES:
        raise Unknown("another mode")
    each = call.config["output_mode"] == "one_hot" and call.input[-1] != 1
    return (*(call.input if each else call.input[:-1]), call.count("num_tokens"))


def _hashed(call: Call) -> Shape:
    """Keras says for one-hot codes, too, that they take the last axis together."""
    if call.config["output_mode"] == "int":
        return call.input
    if call.config["output_mode"] not in _CODES:
        raise Unknown("another mode")
    return (*call.input[:-1], call.count("num_bins"))


def _bins(call: Call) -> Shape:
    if call.config["output_mode"] != "int":
        raise Unknown("codes for bins that are not found yet")
    return call.input


FAMILIES = {
    **{name: Family(_resized) for name in ("CenterCrop", "RandomCrop", "Resizing")},
    "CategoryEncoding": Family(_categories),
    "Hashing": Family(_hashed),
    "Discretization": Family(_bins),
}
