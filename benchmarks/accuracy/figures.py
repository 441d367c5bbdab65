"""Shares with their intervals."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

Interval = tuple[float, float]
_Z = 1.959964  # of 95%


def wilson(hits: int, runs: int) -> Interval:
    """The 95% interval of a share when every run is independent (Wilson 1927)."""
    if runs == 0:
        return 0.0, 1.0
    share, spread = hits / runs, _Z**2 / runs
    middle = share + spread / 2
    half = _Z * math.sqrt(share * (1 - share) / runs + spread / (4 * runs))
    return max(0.0, (middle - half) / (1 + spread)), min(1.0, (middle + half) / (1 + spread))


def clustered(runs: Mapping[str, Sequence[bool]], resamples: int = 4000) -> Interval:
    """The 95% interval of a share when runs of one cluster are alike: whole clusters are drawn anew (bootstrap).

    Where all runs agree, so does every resample; the interval is then Wilson's over as many runs as clusters.
    """
    hits = np.array([sum(each) for each in runs.values()])
    counts = np.array([len(each) for each in runs.values()])
    if hits.sum() in (0, counts.sum()):
        return wilson(len(counts) if hits.sum() else 0, len(counts))
    drawn = np.random.default_rng(0).integers(0, len(counts), (resamples, len(counts)))
    low, high = np.quantile(hits[drawn].sum(axis=1) / counts[drawn].sum(axis=1), (0.025, 0.975))
    return float(low), float(high)
