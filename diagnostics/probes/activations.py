"""Statistics of one layer's output over the whole probe set, gathered slice by slice."""

from __future__ import annotations

from typing import Any

import numpy as np

from diagnostics.probes.condensed import Condensed
from diagnostics.probes.reading import Reading

_SPARSE = 0.9  # of the inputs leave a sparse unit at zero
_SATURATED = 0.95  # of a saturated unit's outputs lie at the bounds
_AT_BOUND = 0.95  # with the activation's range brought to -1..1
_LISTED_UNITS = 4096


class Totals:
    """Running totals over slices of a layer's output.

    Differences across inputs are taken from the first input's output, so that outputs which are all but equal
    (what a collapsed network gives) keep their digits in float32. Plain NumPy: to trace these sums for every layer of
    a deep network would take longer than all looks of a short trial.
    """

    def __init__(self, first: Condensed, reading: Reading) -> None:
        self._reading = reading
        self._first = first.values[:1].copy()  # a view would keep the whole output
        self._shifted: Any = np.zeros(self._first.shape[1:])
        self._squares: Any = np.zeros(self._first.shape[1:])
        units = self._first.shape[-1]
        self._active: Any = np.zeros(units, bool)
        self._inputs_active: Any = np.zeros(units, np.int64)
        self._zeros = 0
        self._at_bound: Any = np.zeros(units, np.int64)
        self._lowest, self._highest = np.inf, -np.inf
        self._inputs = 0

    def add(self, seen: Condensed) -> None:
        """Takes in one more slice."""
        values = seen.values
        shifted = values - self._first
        self._shifted += shifted.sum(axis=0)
        self._squares += np.einsum("i...,i...->...", shifted, shifted)
        if self._reading.rectified:
            self._active |= seen.active.any(axis=0)
            self._inputs_active += np.count_nonzero(seen.active, axis=0)
            self._zeros += values.size - int(np.count_nonzero(values))
        if self._reading.bounds:
            low, high = self._reading.bounds
            scaled = np.abs(values - (low + high) / 2) >= _AT_BOUND * (high - low) / 2
            self._at_bound += np.count_nonzero(scaled, axis=tuple(range(values.ndim - 1)))
        self._lowest = np.fmin(self._lowest, values.min())
        self._highest = np.fmax(self._highest, values.max())
        self._inputs += len(values)

    def figures(self) -> dict[str, Any]:
        """What a LayerSnapshot says of the layer's output."""
        offset = self._shifted / self._inputs
        each_mean = self._first[0] + offset
        each_variance = np.maximum(self._squares / self._inputs - offset**2, 0.0)
        dead, sparse, saturated = self._dead(), self._sparse(), self._saturated()
        counted = self._reading.rectified or self._reading.bounds is not None
        return {
            "mean": float(each_mean.mean()),
            "std": float(np.sqrt(each_mean.var() + each_variance.mean())),
            "across_input_std": float(np.sqrt(each_variance.mean())),
            "zero_fraction": self._zeros / (self._inputs * offset.size) if self._reading.rectified else None,
            "units": len(self._active),
            "minimum": float(self._lowest),
            "maximum": float(self._highest),
            "dead_fraction": float(dead.mean()) if self._reading.rectified else None,
            "saturated_fraction": float(saturated.mean()) if self._reading.bounds else None,
            "unit_states": _letters(dead, sparse, saturated) if counted and len(dead) <= _LISTED_UNITS else None,
        }

    def _dead(self) -> Any:
        return ~self._active & self._reading.rectified

    def _sparse(self) -> Any:
        return self._reading.rectified & (self._inputs_active <= (1 - _SPARSE) * self._inputs)

    def _saturated(self) -> Any:
        outputs = self._inputs * max(1, self._shifted.size // len(self._active))
        return (self._at_bound >= _SATURATED * outputs) & (self._reading.bounds is not None)


def _letters(dead: Any, sparse: Any, saturated: Any) -> str:
    """One letter a unit, as LayerSnapshot.unit_states has them."""
    return "".join(np.select([dead, sparse, saturated], ["d", "s", "t"], "a").tolist())
