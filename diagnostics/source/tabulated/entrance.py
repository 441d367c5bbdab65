"""The shape that enters a network whose summary begins with the first layer after it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isqrt

from diagnostics.graph.shapes.layer_shape import Shape
from diagnostics.source.tabulated.classes import classes_of, is_nested
from diagnostics.source.tabulated.guessing import guess
from diagnostics.source.tabulated.seen import Seen
from diagnostics.source.tabulated.table import Row

_SAME = ("Activation", "BatchNormalization", "Dropout", "GaussianNoise", "Masking", "Rescaling", "RandomFlip")
_CHANNELS = (3, 1, 4, 2)
_KERNELS = (3, 5, 7, 11, 9, 1, 2, 4, 6, 8, 10)
_SIDES = frozenset({28, 36, 48, 56, 75, 84, 96, 112, 192, 224, 227, 299, 331, 384})
_GATES = {"SimpleRNN": (1, 1), "GRU": (3, 2), "LSTM": (4, 1)}


@dataclass(frozen=True)
class Entrance:
    """The shape of one sample, None where nothing tells it; whether it follows, or only stands in."""

    shape: Shape | None
    is_certain: bool


def entrance_of(row: Row, known: Shape | None) -> Entrance:
    """What the first row reads; a shape that is known from elsewhere is taken where it fits."""
    if is_nested(row):
        return Entrance(known or (None, None, 3), known is not None)
    if known is not None and _fits(row, known):
        return Entrance(known, True)
    for shape, is_certain in _candidates(row):
        if _fits(row, shape):
            return Entrance(shape, is_certain)
    return Entrance(known, False)


def _fits(row: Row, shape: Shape) -> bool:
    seen = (Seen(class_name, (shape,), row.output, row.parameters) for class_name in classes_of(row))
    return any(guess(each) is not None for each in seen)


def _candidates(row: Row) -> Iterator[tuple[Shape, bool]]:
    output, class_name = row.output, next(iter(classes_of(row)), "")
    if output is None:
        return
    if class_name in ("Dense", "Embedding", *_GATES, "Bidirectional"):
        yield from ((shape, True) for shape in _narrow(class_name, output, row.parameters or 0))
    elif re.fullmatch(r"(Separable)?Conv\dD", class_name):
        yield from ((shape, False) for shape in _likeliest([*_maps(output, row.parameters or 0)]))
    elif class_name.startswith(_SAME):
        yield output, True
    elif class_name == "Flatten" and output and output[0]:
        yield from ((shape, False) for shape in _flattened(output[0]))
    elif class_name.endswith(("Pooling1D", "Pooling2D", "Pooling3D")) and output[-1]:
        yield (*(2 * side if side else None for side in output[:-1]), output[-1]), False
        yield (None, None, output[-1]), False
    elif class_name == "ZeroPadding2D" and len(output) == 3 and output[0] and output[1]:
        yield from (((output[0] - 2 * more, output[1] - 2 * more, output[2]), False) for more in (1, 2, 3))
    else:
        yield output, False


def _narrow(class_name: str, output: Shape, count: int) -> Iterator[Shape]:
    """The last axis from the count of weights."""
    width = output[-1] or 1
    if class_name == "Embedding":
        yield output[:-1]
    elif class_name == "Dense":
        yield from ((*output[:-1], count // width - bias) for bias in (1, 0) if count // width > bias)
    else:
        steps = output[0] if len(output) > 1 else None
        ways, units = (2, width // 2) if class_name == "Bidirectional" else (1, width)
        for gates, biases in [_GATES[class_name]] if ways == 1 else reversed(_GATES.values()):
            for each in (biases, 1, 0):
                features = count // (ways * gates * max(units, 1)) - units - each
                if features > 0:
                    yield steps, features


def _maps(output: Shape, count: int) -> Iterator[Shape]:
    """Maps with channels that are usual, for kernels that are."""
    rank, filters = len(output) - 1, output[-1] or 1
    for bias in (1, 0):
        for kernel in _KERNELS:
            for channels in _CHANNELS:
                if filters * (kernel**rank * channels + bias) == count:
                    yield from ((*sides, channels) for sides in _sides(output[:-1], kernel))


def _sides(after: Sequence[int | None], kernel: int) -> Iterator[tuple[int | None, ...]]:
    if not all(after):
        yield tuple(after)
        return
    sides = [side or 1 for side in after]
    yield tuple(side + kernel - 1 for side in sides)
    yield tuple(sides)
    for stride in (2, 4, 3):
        yield tuple(side * stride for side in sides)
        for left in range(stride):
            yield tuple((side - 1) * stride + kernel + left for side in sides)


def _likeliest(shapes: list[Shape]) -> list[Shape]:
    """Those of usual sizes first."""
    return sorted(shapes, key=lambda shape: not all(side is None or _is_usual(side) for side in shape[:-1]))


def _is_usual(side: int) -> bool:
    return side % 10 == 0 or side & (side - 1) == 0 or side in _SIDES


def _flattened(length: int) -> Iterator[Shape]:
    """A square of grey or coloured pixels, else the numbers as they are."""
    for channels in (1, 3):
        side = isqrt(length // channels)
        if side * side * channels == length:
            yield (side, side) if channels == 1 else (side, side, channels)
    yield (length,)
