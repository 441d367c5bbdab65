"""Statistics of one layer's output over the whole probe set, gathered slice by slice."""

from __future__ import annotations

from typing import Any

import numpy as np

from diagnostics.data.raw import Array


class Totals:
    """Running totals over slices of a layer's output, each `(slice, …, units)`.

    Differences across inputs are taken from the first input's output, so that outputs which are all but equal
    (what a collapsed network gives) keep their digits in float32. Plain NumPy: to trace these sums for every layer of
    a deep network would take longer than all looks of a short trial.
    """

    def __init__(self, output: Array) -> None:
        self._first = output[:1].astype(np.float32)
        self._shifted: Any = np.zeros(self._first.shape[1:])
        self._squares: Any = np.zeros(self._first.shape[1:])
        self._alive: Any = np.zeros(self._first.shape[-1], np.int64)
        self._inputs = 0

    def add(self, output: Array) -> None:
        """Takes in one more slice."""
        shifted = output - self._first
        self._shifted += shifted.sum(axis=0)
        self._squares += np.einsum("i...,i...->...", shifted, shifted)
        self._alive += np.count_nonzero(output.reshape(-1, output.shape[-1]), axis=0)
        self._inputs += len(output)

    def figures(self) -> dict[str, Any]:
        """Mean, std, across_input_std, zero_fraction, dead_fraction (of units that were never other than 0), units."""
        offset = self._shifted / self._inputs
        each_mean = self._first[0] + offset
        each_variance = np.maximum(self._squares / self._inputs - offset**2, 0.0)
        return {
            "mean": float(each_mean.mean()),
            "std": float(np.sqrt(each_mean.var() + each_variance.mean())),
            "across_input_std": float(np.sqrt(each_variance.mean())),
            "zero_fraction": 1.0 - int(self._alive.sum()) / (self._inputs * offset.size),
            "dead_fraction": float((self._alive == 0).mean()),
            "units": len(self._alive),
        }
