"""A few samples to look at, small."""

from __future__ import annotations

import base64
import io

import numpy as np
from PIL import Image

from diagnostics.data.raw import Array
from diagnostics.data.samples import Samples
from diagnostics.data.split import Indices
from diagnostics.observations import Spread, Thumbnail

_SHOWN = 12
_SIDE = 32  # pixels at most
_SMALLEST = 4
_NUMBERS = 2**26  # of one sample: larger ones are not shown
_SHOWN_LABELS = 4  # of one sample
_LONGEST = 40  # characters of a label


def contact_sheet(split: Samples, names: tuple[str, ...] | None, stored: Spread | None) -> tuple[Thumbnail, ...]:
    """Up to 12 training samples with their labels, one class after another; none where samples are no pictures.

    Bytes are shown as they are, other numbers between the least and the largest of the range that is stored.
    """
    shape = split.inputs.shape[1:]
    is_picture = len(shape) == 3 and shape[2] in (1, 3, 4) and min(shape[:2]) >= _SMALLEST
    if not is_picture or np.prod(shape) > _NUMBERS or not len(split):
        return ()
    return tuple(
        Thumbnail(image=_png(_bytes(split.inputs[split.rows[[place]]][0], stored)), label=_label(split, place, names))
        for place in _places(split)
    )


def _places(split: Samples) -> Indices:
    """The first of each class, then the second, and so on; without classes, evenly spread."""
    if split.classes is None:
        return np.unique(np.linspace(0, len(split) - 1, min(_SHOWN, len(split))).round().astype(np.int64))
    order = np.argsort(split.classes, kind="stable")
    _, starts, sizes = np.unique(split.classes[order], return_index=True, return_counts=True)
    ranks = np.arange(len(order)) - np.repeat(starts, sizes)
    chosen = order[np.argsort(ranks, kind="stable")[:_SHOWN]]
    return np.asarray(chosen[np.argsort(split.classes[chosen], kind="stable")])


def _bytes(picture: Array, stored: Spread | None) -> Array:
    if picture.dtype == np.uint8:
        return picture
    values = np.nan_to_num(picture.astype(np.float64))
    low, high = (stored.minimum, stored.maximum) if stored else (values.min(), values.max())
    if low >= 0 and 1 < high <= 255:
        low, high = 0.0, 255.0
    if not np.isfinite([low, high]).all() or high <= low:
        return np.zeros(picture.shape, np.uint8)
    return np.asarray((values - low).clip(0, high - low) * (255 / (high - low))).round().astype(np.uint8)


def _png(pixels: Array) -> str:
    """A data URI of at most 32 × 32 pixels."""
    picture = Image.fromarray(pixels[..., 0] if pixels.shape[-1] == 1 else pixels)
    picture.thumbnail((_SIDE, _SIDE))
    written = io.BytesIO()
    picture.save(written, "PNG", optimize=True)
    return f"data:image/png;base64,{base64.b64encode(written.getvalue()).decode()}"


def _label(split: Samples, place: int, names: tuple[str, ...] | None) -> str:
    if split.classes is not None:
        label = int(split.classes[place])
        return (names[label] if names else str(label))[:_LONGEST]
    values = np.asarray(split.targets[place]).ravel()
    told = ", ".join(f"{value:.4g}" for value in values[:_SHOWN_LABELS])
    return told + (", …" if len(values) > _SHOWN_LABELS else "")
