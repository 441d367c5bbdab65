"""Pooling: sliding, global and to a size asked for."""

from __future__ import annotations

from diagnostics.graph.shapes.family import Call, Family
from diagnostics.graph.shapes.layer_shape import Shape
from diagnostics.graph.shapes.windows import map_of, window_of, with_channels


def _channels(call: Call) -> int | None:
    return call.input[0] if call.channels_first else call.input[-1]


def _slid(call: Call) -> Shape:
    return with_channels(call, window_of(call).slid(map_of(call, call.input)), _channels(call))


def _global(call: Call) -> Shape:
    over = map_of(call, call.input)
    return with_channels(call, (1,) * len(over) if call.config.get("keepdims") else (), _channels(call))


def _to_a_size(call: Call) -> Shape:
    map_of(call, call.input)
    return with_channels(call, call.counts("output_size", call.rank), _channels(call))


_RANKS = (1, 2, 3)

_SLIDING = ("AveragePooling", "AvgPool", "MaxPooling", "MaxPool")

FAMILIES = {
    **{f"{stem}{rank}D": Family(_slid) for stem in _SLIDING for rank in _RANKS},
    **{f"Global{stem}{rank}D": Family(_global) for stem in _SLIDING for rank in _RANKS},
    **{f"Adaptive{stem}Pooling{rank}D": Family(_to_a_size) for stem in ("Average", "Max") for rank in _RANKS},
}
