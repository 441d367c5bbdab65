"""Layers that move, drop or repeat elements."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from diagnostics.graph.shapes.family import Call, Family, Unknown, known, positive
from diagnostics.graph.shapes.layer_shape import Shape
from diagnostics.graph.shapes.windows import map_of, with_channels


def _flattened(call: Call) -> Shape:
    if len(call.inputs) == 1 and call.inputs[0] is None:
        return (None,)
    return (None,) if None in call.input else (prod(map(known, call.input)),)


def _reshaped(call: Call) -> Shape:
    wanted = tuple(call.config["target_shape"])
    fixed = [positive(axis) for axis in wanted if axis != -1]
    if len(wanted) - len(fixed) > 1:
        raise Unknown("two axes to fill")
    if call.inputs == (None,) or None in call.input:
        return tuple(None if axis == -1 else axis for axis in wanted)
    rest, left = divmod(prod(map(known, call.input)), prod(fixed))
    if left or (rest != 1 and -1 not in wanted):
        raise Unknown("sizes differ")
    return tuple(rest if axis == -1 else axis for axis in wanted)


def _permuted(call: Call) -> Shape:
    dims = call.config["dims"]
    if sorted(dims) != list(range(1, len(call.input) + 1)):
        raise Unknown("no permutation")
    return tuple(call.input[axis - 1] for axis in dims)


def _repeated(call: Call) -> Shape:
    (length,) = call.input
    return (call.count("n"), length)


def _borders(call: Call, key: str) -> Iterator[int]:
    """What is put on, or taken off, both ends of each axis of the map together."""
    given = call.config[key]
    if isinstance(given, int):
        given = [given] * (2 if call.rank == 1 else call.rank)
    for entry in [given] if call.rank == 1 else given:
        ends = (entry, entry) if isinstance(entry, int) else tuple(entry)
        if len(ends) != 2 or any(not isinstance(end, int) or end < 0 for end in ends):
            raise Unknown(f"{key} {entry!r}")
        yield sum(ends)


def _padded(call: Call) -> Shape:
    sides = zip(map_of(call, call.input), _borders(call, "padding"), strict=True)
    return _mapped(call, tuple(None if side is None else side + border for side, border in sides))


def _cropped(call: Call) -> Shape:
    sides = zip(map_of(call, call.input), _borders(call, "cropping"), strict=True)
    return _mapped(call, tuple(None if side is None else side - border for side, border in sides))


def _upsampled(call: Call) -> Shape:
    sides = zip(map_of(call, call.input), _sizes(call), strict=True)
    return _mapped(call, tuple(None if side is None else side * size for side, size in sides))


def _sizes(call: Call) -> tuple[int, ...]:
    return (call.count("size"),) if call.rank == 1 else call.counts("size", call.rank)


def _mapped(call: Call, over: Shape) -> Shape:
    return with_channels(call, over, call.input[0] if call.channels_first else call.input[-1])


_RANKS = (1, 2, 3)

FAMILIES = {
    "Flatten": Family(_flattened),
    "Reshape": Family(_reshaped),
    "Permute": Family(_permuted),
    "RepeatVector": Family(_repeated),
    **{f"ZeroPadding{rank}D": Family(_padded) for rank in _RANKS},
    **{f"Cropping{rank}D": Family(_cropped) for rank in _RANKS},
    **{f"UpSampling{rank}D": Family(_upsampled) for rank in _RANKS},
}
