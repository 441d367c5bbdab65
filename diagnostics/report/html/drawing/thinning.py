"""Long curves with fewer points that look the same."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

Point = tuple[float, float]
MOST_POINTS = 200


def thinned(points: Sequence[Point], most: int = MOST_POINTS) -> list[Point]:
    """At most so many points in their order: the first, the last, and the extremes of each stretch between.

    A stretch without a finite value keeps one point, so that a gap stays a gap.
    """
    if len(points) <= most:
        return list(points)
    stretches = max((most - 2) // 2, 1)
    bounds = [round(part * len(points) / stretches) for part in range(stretches + 1)]
    kept = {0, len(points) - 1}
    for begin, end in pairwise(bounds):
        kept.update(_extremes(points, range(begin, end)))
    return [points[place] for place in sorted(kept)]


def _extremes(points: Sequence[Point], places: range) -> Iterator[int]:
    finite = [place for place in places if math.isfinite(points[place][1])]
    if finite:
        yield min(finite, key=lambda place: points[place][1])
        yield max(finite, key=lambda place: points[place][1])
    else:
        yield from places[:1]
