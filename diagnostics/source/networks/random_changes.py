"""What `ImageDataGenerator` does to images at random, as a spec's augmentation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from diagnostics.source.networks.rescaling import finite

_UNSAID = ("brightness_range", "channel_shift_range", "shear_range")  # which no augmentation of a spec is like
_DEGREES = 360


def random_changes(given: Mapping[str, Any]) -> tuple[list[dict[str, Any]], list[str]]:
    """The augmentation that a generator's arguments ask for, and the arguments that it does not say."""
    asked = {key: value for key, value in given.items() if value not in (0, 0.0, False, None)}
    read = {
        ("horizontal_flip", "vertical_flip"): _flip(asked),
        ("rotation_range",): _turn(asked.get("rotation_range")),
        ("height_shift_range", "width_shift_range"): _shift(asked),
        ("zoom_range",): _zoom(asked.get("zoom_range")),
    }
    unread = [key for keys, change in read.items() if change is None for key in keys if key in asked]
    return [change for change in read.values() if change], sorted([*unread, *(set(_UNSAID) & set(asked))])


def _flip(asked: Mapping[str, Any]) -> dict[str, Any] | None:
    ways = [way for way in ("horizontal", "vertical") if asked.get(f"{way}_flip") is True]
    return {"flip": "_and_".join(ways)} if ways else None


def _turn(degrees: Any) -> dict[str, Any] | None:
    share = (finite(degrees) or 0) / _DEGREES
    return {"rotate": share} if 0 < share <= 1 else None


def _shift(asked: Mapping[str, Any]) -> dict[str, Any] | None:
    """Shares of the sides; whole pixels, as `width_shift_range=10` means them, are not said."""
    shares = [_share(asked.get(f"{side}_shift_range", 0.0)) for side in ("height", "width")]
    return None if None in shares or not any(shares) else {"translate": shares}


def _share(value: Any) -> float | None:
    return float(value) if isinstance(value, float) and 0 <= value < 1 else None


def _zoom(value: Any) -> dict[str, Any] | None:
    """`0.2`, or `[0.8, 1.2]`, which means the same."""
    if isinstance(value, list | tuple) and len(value) == 2:
        lower, upper = (finite(each) or 0 for each in value)
        value = (upper - lower) / 2 if abs(lower + upper - 2) < 1e-6 else None
    factor = finite(value)
    return {"zoom": factor} if factor is not None and 0 < factor < 1 else None
