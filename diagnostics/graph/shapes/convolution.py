"""Convolutions of every sort."""

from __future__ import annotations

from math import prod

from diagnostics.graph.shapes.family import Call, Family, Unknown, Weights
from diagnostics.graph.shapes.layer_shape import Shape
from diagnostics.graph.shapes.windows import channels_of, map_of, window_of, with_channels


def _output(call: Call) -> Shape:
    _check_groups(call)
    return with_channels(call, window_of(call).slid(map_of(call, call.input)), call.count("filters"))


def _weights(call: Call) -> Weights:
    _check_groups(call)
    each = prod(call.counts("kernel_size", call.rank)) * (channels_of(call, call.input) // call.count("groups"))
    return _with_bias(call, each * call.count("filters"), call.count("filters"))


def _check_groups(call: Call) -> None:
    groups = call.count("groups")
    if channels_of(call, call.input) % groups or call.count("filters") % groups:
        raise Unknown("groups")


def _depthwise_output(call: Call) -> Shape:
    channels = channels_of(call, call.input) * call.count("depth_multiplier")
    return with_channels(call, window_of(call).slid(map_of(call, call.input)), channels)


def _depthwise_weights(call: Call) -> Weights:
    channels = channels_of(call, call.input) * call.count("depth_multiplier")
    return _with_bias(call, prod(call.counts("kernel_size", call.rank)) * channels, channels)


def _separable_output(call: Call) -> Shape:
    channels_of(call, call.input)
    return with_channels(call, window_of(call).slid(map_of(call, call.input)), call.count("filters"))


def _separable_weights(call: Call) -> Weights:
    channels = channels_of(call, call.input) * call.count("depth_multiplier")
    filters = call.count("filters")
    return _with_bias(call, (prod(call.counts("kernel_size", call.rank)) + filters) * channels, filters)


def _transposed_output(call: Call) -> Shape:
    rank = call.rank
    channels_of(call, call.input)
    sizes, strides, gaps = (call.counts(key, rank) for key in ("kernel_size", "strides", "dilation_rate"))
    if max(strides) > 1 and max(gaps) > 1:
        raise Unknown("strides and dilation")
    added = call.config.get("output_padding")
    extras = tuple(added) if isinstance(added, list | tuple) else (added,) * rank
    if any(extra is not None and not 0 <= extra < stride for extra, stride in zip(extras, strides, strict=True)):
        raise Unknown("output padding")
    extents = tuple((size - 1) * gap + 1 for size, gap in zip(sizes, gaps, strict=True))
    sides = zip(map_of(call, call.input), extents, strides, extras, strict=True)
    return with_channels(call, tuple(_grown(call, *side) for side in sides), call.count("filters"))


def _grown(call: Call, side: int | None, extent: int, stride: int, extra: int | None) -> int | None:
    padding = str(call.config.get("padding")).lower()
    if padding not in ("valid", "same"):
        raise Unknown(f"padding {padding!r}")
    if side is None:
        return None
    if padding == "same":
        return side * stride if extra is None else (side - 1) * stride + extent % 2 + extra
    return (side - 1) * stride + (max(extent, stride) if extra is None else extent + extra)


def _transposed_weights(call: Call) -> Weights:
    filters = call.count("filters")
    return _with_bias(
        call, prod(call.counts("kernel_size", call.rank)) * channels_of(call, call.input) * filters, filters
    )


def _with_bias(call: Call, kernel: int, units: int) -> Weights:
    if call.config.get("lora_rank"):
        raise Unknown("adapters")
    return Weights(kernel + (units if call.config.get("use_bias") else 0))


_PLAIN = Family(_output, _weights)
_TRANSPOSED = Family(_transposed_output, _transposed_weights)
_SEPARABLE = Family(_separable_output, _separable_weights)

FAMILIES = {
    **{f"{stem}{rank}D": _PLAIN for stem in ("Conv", "Convolution") for rank in (1, 2, 3)},
    **{f"{stem}{rank}DTranspose": _TRANSPOSED for stem in ("Conv", "Convolution") for rank in (1, 2, 3)},
    **{f"{stem}{rank}D": _SEPARABLE for stem in ("SeparableConv", "SeparableConvolution") for rank in (1, 2)},
    **{f"DepthwiseConv{rank}D": Family(_depthwise_output, _depthwise_weights) for rank in (1, 2)},
}
