"""Operations that change or reduce the axes of a tensor, as layers. Axes count with the batch as 0."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import prod
from typing import Any

from diagnostics.graph.operation_call import Equivalent, OperationCall, Tensor
from diagnostics.graph.shapes.layer_shape import Shape

_POOLS = {"mean": "GlobalAveragePooling", "max": "GlobalMaxPooling"}
_MOST_SPATIAL = 3


def _reshaped(call: OperationCall) -> Equivalent | None:
    tensor, asked = call.tensor, call.settings.get("newshape")
    if tensor is None or not isinstance(asked, list | tuple) or len(asked) < 2:
        return None
    batch, *target = asked
    if not all(isinstance(axis, int) for axis in target):
        return None
    if batch == -1 and (tensor.shape is None or None in tensor.shape or prod(target) != prod(_known(tensor.shape))):
        return None  # samples would be taken together or apart
    return _to(tensor, target) if batch in (-1, None) else None


def _expanded(call: OperationCall) -> Equivalent | None:
    tensor, axis = call.tensor, call.settings.get("axis")
    if tensor is None or tensor.shape is None or not isinstance(axis, int):
        return None
    at = axis - 1 if axis > 0 else axis + len(tensor.shape) + 1
    if axis == 0 or not 0 <= at <= len(tensor.shape):
        return None
    return _to(tensor, [*tensor.shape[:at], 1, *tensor.shape[at:]])


def _squeezed(call: OperationCall) -> Equivalent | None:
    tensor, axes = call.tensor, _places(call, call.settings.get("axis"))
    if tensor is None or tensor.shape is None or axes is None or any(tensor.shape[at] != 1 for at in axes):
        return None
    return _to(tensor, [side for at, side in enumerate(tensor.shape) if at not in axes])


def _to(tensor: Tensor, target: list[int | None] | list[int]) -> Equivalent | None:
    """A Reshape, whose one axis of any length is -1."""
    sides = [-1 if side is None else side for side in target]
    fits = sides.count(-1) <= 1
    return Equivalent("Reshape", {"target_shape": sides}, (tensor.name,)) if fits else None


def _known(shape: Shape) -> list[int]:
    return [side for side in shape if side is not None]


def _transposed(call: OperationCall) -> Equivalent | None:
    tensor, axes = call.tensor, call.settings.get("axes")
    if tensor is None or not isinstance(axes, list | tuple) or list(axes[:1]) != [0]:
        return None
    dims = list(axes[1:])
    is_whole = all(place in dims for place in _counted(len(dims)))
    return Equivalent("Permute", {"dims": dims}, (tensor.name,)) if is_whole else None


def _swapped(call: OperationCall) -> Equivalent | None:
    tensor = call.tensor
    places = _places(call, [call.settings.get("axis1"), call.settings.get("axis2")])
    if tensor is None or tensor.shape is None or places is None:
        return None
    dims, (one, other) = _counted(len(tensor.shape)), places
    dims[one], dims[other] = dims[other], dims[one]
    return Equivalent("Permute", {"dims": dims}, (tensor.name,))


def _pooled(call: OperationCall) -> Equivalent | None:
    """The mean or the largest over the whole map of an image, a volume or a sequence."""
    tensor, settings = call.tensor, dict(call.settings)
    places, keepdims = _places(call, settings.pop("axis", None)), settings.pop("keepdims", False)
    if tensor is None or tensor.shape is None or places is None or settings:
        return None
    over, rank = sorted(places), len(tensor.shape) - 1
    if not 1 <= rank <= _MOST_SPATIAL or over not in ([*range(rank)], [*range(1, rank + 1)]):
        return None
    config = {"keepdims": bool(keepdims)} | ({} if over[0] == 0 else {"data_format": "channels_first"})
    return Equivalent(f"{_POOLS[call.name]}{rank}D", config, (tensor.name,))


def _padded(call: OperationCall) -> Equivalent | None:
    tensor, settings = call.tensor, dict(call.settings)
    widths, mode = settings.pop("pad_width", None), str(settings.pop("mode", "constant")).lower()
    if tensor is None or not isinstance(widths, list | tuple) or mode != "constant":
        return None
    if settings.pop("constant_values", 0) != 0 or settings or not all(_is_pair(width) for width in widths):
        return None
    (before, *sides, after), rank = [list(width) for width in widths], len(widths) - 2
    if before != [0, 0] or after != [0, 0] or not 1 <= rank <= _MOST_SPATIAL:
        return None
    padding: Any = sides[0] if rank == 1 else sides
    return Equivalent(f"ZeroPadding{rank}D", {"padding": padding}, (tensor.name,))


def _is_pair(width: Any) -> bool:
    return isinstance(width, list | tuple) and len(width) == 2 and all(isinstance(side, int) for side in width)


def _counted(length: int) -> list[int]:
    return [*range(1, length + 1)]


def _places(call: OperationCall, axes: Any) -> list[int] | None:
    """Positions in the shape without the batch, where every axis is one of those."""
    tensor = call.tensor
    listed = list(axes) if isinstance(axes, list | tuple) else [axes]
    if tensor is None or tensor.shape is None or not all(isinstance(axis, int) for axis in listed):
        return None
    rank = len(tensor.shape)
    places = [axis - 1 if axis > 0 else axis + rank if axis < 0 else -1 for axis in listed]
    return places if all(0 <= place < rank for place in places) and len(set(places)) == len(places) else None


HANDLERS: Mapping[str, Callable[[OperationCall], Equivalent | None]] = {
    "reshape": _reshaped, "expanddims": _expanded, "squeeze": _squeezed, "transpose": _transposed,
    "swapaxes": _swapped, "mean": _pooled, "max": _pooled, "pad": _padded,
}  # fmt: skip
