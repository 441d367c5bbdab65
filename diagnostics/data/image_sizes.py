"""How large image files are."""

from __future__ import annotations

from collections.abc import Mapping

from diagnostics.observations import ImageSize

_LISTED = 20


def commonest(sizes: Mapping[tuple[int, int], int]) -> tuple[ImageSize, ...]:
    """The 20 commonest widths and heights, with how many files have each."""
    listed = sorted(sizes.items(), key=lambda entry: (-entry[1], entry[0]))[:_LISTED]
    return tuple(ImageSize(width=width, height=height, files=count) for (width, height), count in listed)
