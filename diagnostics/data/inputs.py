"""Inputs that may be read when they are asked for, rather than lie in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import DTypeLike

from diagnostics.data.raw import Array, Inputs
from diagnostics.data.split import Indices

_AT_ONCE_BYTES = 2**24


@runtime_checkable
class InParts(Protocol):
    """Inputs that can give some of each sample's numbers for less than reading all of them."""

    def part(self, indices: Indices, start: int, stop: int) -> Array:
        """Numbers `start` to `stop` of samples, each in one row: `(samples, stop - start)`."""


@dataclass(frozen=True)
class Chosen:
    """Some of the inputs that lie elsewhere, in an order of their own."""

    whole: Inputs
    rows: Indices

    @property
    def shape(self) -> tuple[int, ...]:
        return (len(self.rows), *self.whole.shape[1:])

    @property
    def dtype(self) -> np.dtype[Any]:
        return self.whole.dtype

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, indices: Indices, /) -> Array:
        return self.whole[self.rows[indices]]

    def part(self, indices: Indices, start: int, stop: int) -> Array:
        """As of the whole."""
        return part(self.whole, self.rows[indices], start, stop)


def chosen(inputs: Inputs, rows: Indices) -> Inputs:
    """Those of the inputs: a copy where they lie in memory, else read when they are asked for."""
    return inputs[rows] if isinstance(inputs, np.ndarray) else Chosen(inputs, rows)


def part(inputs: Inputs, indices: Indices, start: int, stop: int) -> Array:
    """Numbers `start` to `stop` of samples, each in one row: `(samples, stop - start)`."""
    if isinstance(inputs, InParts):
        return inputs.part(indices, start, stop)
    if isinstance(inputs, np.ndarray):
        return np.asarray(inputs.reshape(len(inputs), -1)[indices, start:stop])
    rows = inputs[indices]
    return rows.reshape(len(rows), -1)[:, start:stop]


def size(inputs: Inputs) -> int:
    """Numbers in a sample."""
    return int(np.prod(inputs.shape[1:]))


def sample_bytes(inputs: Inputs) -> int:
    """Bytes of a sample, one at the least."""
    return max(1, size(inputs) * inputs.dtype.itemsize)


def in_bounds(inputs: Inputs, rows: Indices, at_once: int) -> Iterator[Indices]:
    """The rows in turn, at most so many of them and about 16 MiB of samples at a time."""
    several = max(1, min(at_once, _AT_ONCE_BYTES // sample_bytes(inputs)))
    for start in range(0, len(rows), several):
        yield rows[start : start + several]


def common_type(*several: Inputs) -> DTypeLike:
    """The type in which numbers of all of them are compared: their own, or float32 where they differ."""
    types = {inputs.dtype for inputs in several}
    return types.pop() if len(types) == 1 else np.float32
