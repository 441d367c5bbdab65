"""How far two sets of label counts lie apart, and whether by more than luck."""

from __future__ import annotations

import math
from collections.abc import Mapping
from statistics import NormalDist


def distance(here: Mapping[str, int], there: Mapping[str, int]) -> float:
    """The total variation distance of two label distributions: the share of labels that would have to change."""
    here_total, there_total = sum(here.values()), sum(there.values())
    if not here_total or not there_total:
        return 0.0
    names = here.keys() | there.keys()
    return sum(abs(here.get(name, 0) / here_total - there.get(name, 0) / there_total) for name in names) / 2


def differs_by_more_than_luck(here: Mapping[str, int], there: Mapping[str, int], level: float) -> bool:
    """Pearson's chi-square test of the same distribution, at a significance level; rare classes are put together."""
    here_total, there_total = sum(here.values()), sum(there.values())
    if not here_total or not there_total:
        return False
    smaller = min(here_total, there_total) / (here_total + there_total)
    cells: list[tuple[int, int]] = []
    rest = (0, 0)
    for name in here.keys() | there.keys():
        pair = (here.get(name, 0), there.get(name, 0))
        if sum(pair) * smaller >= 5:
            cells.append(pair)
        else:
            rest = (rest[0] + pair[0], rest[1] + pair[1])
    if sum(rest) * smaller >= 5:
        cells.append(rest)
    statistic = math.fsum(
        (count - expected) ** 2 / expected
        for pair in cells
        for count, expected in (
            (pair[0], sum(pair) * here_total / (here_total + there_total)),
            (pair[1], sum(pair) * there_total / (here_total + there_total)),
        )
    )
    return len(cells) > 1 and statistic > chi_square_quantile(1 - level, len(cells) - 1)


def chi_square_quantile(probability: float, degrees: int) -> float:
    """The quantile of the chi-square distribution: exact for one degree, else by Wilson and Hilferty (1931)."""
    if degrees == 1:
        return NormalDist().inv_cdf((1 + probability) / 2) ** 2
    spread = 2 / (9 * degrees)
    return float(degrees * (1 - spread + NormalDist().inv_cdf(probability) * math.sqrt(spread)) ** 3)
