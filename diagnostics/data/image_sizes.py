"""How large image files are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from diagnostics.data.errors import UnreadableSample
from diagnostics.data.image_file import stored_size
from diagnostics.data.raw import Limits, evenly
from diagnostics.observations import ImageSize

_LOOKED_AT = 2_000
_LISTED = 20


def image_sizes(files: Sequence[Path], root: Path, limits: Limits) -> tuple[ImageSize, ...]:
    """The 20 commonest sizes of up to 2,000 files, spread evenly over all; files that cannot be read have none."""
    chosen = [files[place] for place in evenly(len(files), _LOOKED_AT)]
    counted = Counter(_sizes(chosen, root, limits))
    listed = sorted(counted.items(), key=lambda entry: (-entry[1], entry[0]))[:_LISTED]
    return tuple(ImageSize(width=width, height=height, files=count) for (width, height), count in listed)


def _sizes(files: Sequence[Path], root: Path, limits: Limits) -> Iterator[tuple[int, int]]:
    for file in files:
        try:
            yield stored_size(file, root, limits)
        except UnreadableSample:
            continue
