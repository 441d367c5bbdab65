"""Kernels, strides and padding that lead from one map to another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isqrt

from diagnostics.graph.shapes.layer_shape import Shape

_MOST_FACTORS = 200


@dataclass(frozen=True)
class Slide:
    """How a window slides; strides and dilation have one entry for each axis."""

    padding: str
    strides: tuple[int, ...]
    dilation: tuple[int, ...]


def kernels(area: int, rank: int) -> Iterator[tuple[int, ...]]:
    """Kernels with so many places, square ones first, then the odd before the even and the nearly square."""
    side = round(area ** (1 / rank))
    if side**rank == area:
        yield (side,) * rank
    if rank == 2:
        pairs = [(one, area // one) for one in range(1, min(isqrt(area), _MOST_FACTORS) + 1) if area % one == 0]
        for one, other in reversed(pairs):
            if one != other:
                yield one, other
                yield other, one


def slides(kernel: tuple[int, ...], before: Shape, after: Shape) -> list[Slide]:
    """Every way to get from a map to another, the smallest steps first; strides of 1 where a side is unknown."""
    found: list[Slide] = []
    for padding in ("valid", "same"):
        steps = [_steps(padding, *sides) for sides in zip(kernel, before, after, strict=True)]
        if all(steps):
            found.append(Slide(padding, _alike(steps), (1,) * len(kernel)))
    if not found:
        gaps = [_gap(*sides) for sides in zip(kernel, before, after, strict=True)]
        if all(gaps):
            found.append(Slide("valid", (1,) * len(kernel), tuple(gap or 1 for gap in gaps)))
    return sorted(found, key=lambda slide: sum(slide.strides))


def _steps(padding: str, kernel: int, before: int | None, after: int | None) -> range:
    """The strides that fit."""
    if before is None or after is None:
        return range(1, 2)
    less = kernel if padding == "valid" else 1
    if before < less:
        return range(0)
    room = before - less  # after - 1 steps fit into it, one more does not
    if after == 1:
        return range(room + 1, room + 2)
    return range(room // after + 1, room // (after - 1) + 1)


def _alike(steps: list[range]) -> tuple[int, ...]:
    """The smallest stride that all axes can have, else the smallest of each."""
    common = [step for step in steps[0] if all(step in other for other in steps[1:])]
    return (common[0],) * len(steps) if common else tuple(step[0] for step in steps)


def _gap(kernel: int, before: int | None, after: int | None) -> int:
    """The dilation that fits without padding and strides, or 0."""
    if before is None or after is None or kernel < 2:
        return 1
    gap, left = divmod(before - after, kernel - 1)
    return gap if gap > 0 and not left else 0
