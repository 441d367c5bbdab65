"""Normalisation, with its statistics, which are weights that are not trained."""

from __future__ import annotations

from math import prod

from diagnostics.graph.shapes.family import Call, Family, Unknown, Weights, axis_at, known
from diagnostics.graph.shapes.layer_shape import Shape


def _axes(call: Call) -> list[int]:
    given = call.config["axis"]
    return [axis_at(call.input, axis) for axis in (given if isinstance(given, list | tuple) else [given])]


def _output(call: Call) -> Shape:
    _axes(call)
    return call.input


def _length(call: Call) -> int:
    return prod(known(call.input[axis]) for axis in _axes(call))


def _scale_and_shift(call: Call) -> int:
    return bool(call.config.get("scale")) + bool(call.config.get("center"))


def _batch_weights(call: Call) -> Weights:
    statistics = 5 if call.config.get("renorm") else 2
    return Weights(_scale_and_shift(call) * _length(call), statistics * _length(call))


def _layer_weights(call: Call) -> Weights:
    return Weights(_scale_and_shift(call) * _length(call))


def _group_output(call: Call) -> Shape:
    groups = call.config["groups"]
    if groups != -1 and _length(call) % call.count("groups"):
        raise Unknown("groups")
    return _output(call)


def _data_weights(call: Call) -> Weights:
    """Mean, variance and a count, which `adapt` fills; none where they are given."""
    given = call.config["axis"] is None
    if call.config.get("mean") is not None:
        return Weights()
    return Weights(fixed=2 * (1 if given else _length(call)) + 1)


FAMILIES = {
    "BatchNormalization": Family(_output, _batch_weights),
    "LayerNormalization": Family(_output, _layer_weights),
    "GroupNormalization": Family(_group_output, _layer_weights),
    "RMSNormalization": Family(_output, lambda call: Weights(_length(call))),
    "UnitNormalization": Family(_output),
    "Normalization": Family(lambda call: call.input, _data_weights),
}
