"""Which layers are frozen, as far as the count of weights that are not trained tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_MOST_SUMS = 4_000


@dataclass(frozen=True)
class Frozen:
    """The frozen rows; None where several sets of them lead to the count, or none does."""

    rows: frozenset[str] | None
    is_only_way: bool = True


def frozen_rows(trained: Mapping[str, int], excess: int, nested: Sequence[str]) -> Frozen:
    """`trained` are the weights that each row would train, `excess` how many of them the summary says are not.

    A frozen backbone is the likeliest cause, then the first layers of the network; other sets have to be the only one.
    """
    if excess == 0:
        return Frozen(frozenset())
    counts = {name: count for name, count in trained.items() if count}
    ways = _ways(list(counts.items()), excess)
    if len(ways) == 1:
        return Frozen(ways[0])
    for rows in ([*nested], *([name] for name in nested), *_beginnings(counts)):
        if rows and sum(counts.get(name, 0) for name in rows) == excess:
            return Frozen(frozenset(rows), is_only_way=False)
    return Frozen(None)


def _beginnings(counts: Mapping[str, int]) -> list[list[str]]:
    names = [*counts]
    return [names[:count] for count in range(1, len(names) + 1)]


def _ways(counts: Sequence[tuple[str, int]], wanted: int) -> list[frozenset[str]]:
    """The sets that add up to the count: none, the only one, or two of several (also where there are too many sums)."""
    sums: dict[int, list[frozenset[str]]] = {0: [frozenset()]}
    for name, count in counts:
        for reached, sets in [*sums.items()]:
            if reached + count <= wanted:
                known = sums.get(reached + count, [])
                sums[reached + count] = [*known, *(each | {name} for each in sets)][:2]
        if len(sums) > _MOST_SUMS:
            return []
    return sums.get(wanted, [])
