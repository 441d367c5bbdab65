"""Mean, spread and extremes of many features at once, gathered a few samples at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from diagnostics.data.raw import Array
from diagnostics.observations import Spread

_LISTED = 64


@dataclass(frozen=True)
class Moments:
    """Of each feature's finite values `(features,)`: how many, their mean, squared deviations from it, extremes."""

    count: NDArray[np.int64]
    mean: NDArray[np.float64]
    squares: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]

    @classmethod
    def of(cls, values: Array) -> Self:
        """Those of values `(samples, features)`."""
        finite = np.isfinite(values)
        if finite.all():
            return cls._of_finite(values.astype(np.float64))
        count = finite.sum(axis=0)
        with np.errstate(over="ignore", invalid="ignore"):
            known = np.where(finite, values, 0).astype(np.float64)
            mean = known.sum(axis=0) / np.maximum(count, 1)
            squares = (np.where(finite, known - mean, 0.0) ** 2).sum(axis=0)
        low = np.where(finite, known, np.inf).min(axis=0, initial=np.inf)
        high = np.where(finite, known, -np.inf).max(axis=0, initial=-np.inf)
        return cls(count, mean, squares, low, high)

    @classmethod
    def _of_finite(cls, values: NDArray[np.float64]) -> Self:
        count = np.full(values.shape[1], len(values))
        low, high = values.min(axis=0), values.max(axis=0)
        with np.errstate(over="ignore", invalid="ignore"):
            mean = values.mean(axis=0)
            values -= mean
            return cls(count, mean, np.einsum("ij,ij->j", values, values), low, high)

    def __add__(self, other: Moments) -> Moments:
        """The moments of both sets of samples together (Chan, Golub and LeVeque 1979)."""
        count = self.count + other.count
        share = other.count / np.maximum(count, 1)
        with np.errstate(over="ignore", invalid="ignore"):
            apart = other.mean - self.mean
            squares = self.squares + other.squares + apart**2 * self.count * share
            mean = self.mean + apart * share
        return Moments(count, mean, squares, np.minimum(self.low, other.low), np.maximum(self.high, other.high))

    def pooled(self, channels: int) -> Moments:
        """The features put together by their place modulo `channels`, as the last axis of an image has them."""
        count, mean, squares = (each.reshape(-1, channels) for each in (self.count, self.mean, self.squares))
        total = count.sum(axis=0)
        with np.errstate(over="ignore", invalid="ignore"):
            middle = (count * mean).sum(axis=0) / np.maximum(total, 1)
            together = (squares + count * (mean - middle) ** 2).sum(axis=0)
        low, high = self.low.reshape(-1, channels).min(axis=0), self.high.reshape(-1, channels).max(axis=0)
        return Moments(total, middle, together, low, high)

    def spreads(self) -> tuple[Spread, ...]:
        """One for each of the first 64 features."""
        return tuple(self._spread(place) for place in range(min(len(self.count), _LISTED)))

    def constant(self) -> int:
        """How many features have one value throughout."""
        return int(((self.low == self.high) & (self.count > 0)).sum())

    def _spread(self, place: int) -> Spread:
        if not self.count[place]:
            return Spread(minimum=np.nan, maximum=np.nan, mean=np.nan, std=np.nan)
        return Spread(
            minimum=float(self.low[place]),
            maximum=float(self.high[place]),
            mean=float(self.mean[place]),
            std=float(np.sqrt(self.squares[place] / self.count[place])),
        )
