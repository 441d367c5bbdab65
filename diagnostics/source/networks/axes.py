"""The lengths of the axes of arrays."""

from __future__ import annotations

from typing import Any


def length(value: Any) -> int | None:
    """A length of an axis; None for what is none, or is open."""
    return value if isinstance(value, int) and 0 <= value < 2**63 else None


def sliced(shape: tuple[int | None, ...], keys: tuple[Any, ...]) -> tuple[int | None, ...] | None:
    found: list[int | None] = []
    rest = list(shape)
    for at, key in enumerate(keys):
        if key is None:
            found.append(1)
        elif key is Ellipsis:
            kept = len(rest) - sum(1 for each in keys[at + 1 :] if each is not None)
            found.extend(rest[:kept])
            rest = rest[kept:]
        elif not rest:
            return None
        elif isinstance(key, slice):
            found.append(_slice_length(rest.pop(0), key))
        elif isinstance(key, int):
            rest.pop(0)
        else:
            found.append(None)
            rest.pop(0)
    return (*found, *rest)


def _slice_length(whole: int | None, key: slice) -> int | None:
    parts = (key.start, key.stop, key.step)
    if any(part is not None and not isinstance(part, int) for part in parts):
        return None
    if parts == (None, None, None):
        return whole
    if whole is None or key.step == 0:
        return None
    return len(range(*key.indices(whole)))


def with_rest(before: tuple[int | None, ...] | None, shape: list[int | None]) -> tuple[int | None, ...]:
    """The shape with -1 worked out, where it can be."""
    if -1 not in shape:
        return tuple(shape)
    known = before is not None and None not in before and None not in shape
    total, rest = 1, 1
    if known and before is not None:
        for each in before:
            total *= each or 1
        for each in shape:
            rest *= each if each not in (-1, None, 0) else 1
    return tuple((total // rest if known else None) if each == -1 else each for each in shape)
