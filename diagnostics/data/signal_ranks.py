"""Ranks, by which answers and quantities are compared whatever their scale."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

Floats = NDArray[np.float64]


def centred_ranks(values: Floats) -> Floats:
    """Each column's ranks in units of the number of samples, around 0."""
    return (np.asarray(rankdata(values, axis=0), np.float64) - (len(values) + 1) / 2) / len(values)


def ranked(values: Floats) -> Floats:
    """Each column's ranks, with mean 0 and standard deviation 1; 0 throughout for a column without a spread."""
    ranks = centred_ranks(values)
    return np.asarray(ranks / np.maximum(ranks.std(axis=0), 1e-12))
