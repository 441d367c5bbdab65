"""Tensors in lists, and lists of tensors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from diagnostics.source.interpreter.limits import MAX_ITEMS
from diagnostics.source.networks.network import Tensor


def tensors_in(values: Sequence[Any]) -> Iterator[Tensor]:
    """Every tensor in nested lists, in order."""
    return (each for each in flat(values) if isinstance(each, Tensor))


def flat(values: Sequence[Any]) -> Iterator[Any]:
    """What stands in nested lists, of which only so many are looked into."""
    waiting = [*reversed(values)]
    for _ in range(MAX_ITEMS):
        if not waiting:
            return
        each = waiting.pop()
        if isinstance(each, list | tuple):
            waiting.extend(reversed(each[:1000]))
        else:
            yield each


def listed(value: Any) -> Any:
    """A tensor, or several, as a list; anything else as it is."""
    return [value] if isinstance(value, Tensor) else list(value) if isinstance(value, list | tuple) else value
