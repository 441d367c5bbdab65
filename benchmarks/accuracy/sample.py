"""A small fixed part of the programs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from benchmarks.accuracy.program import Program


def sample(programs: Sequence[Program], count: int) -> list[Program]:
    """So many programs, half of them healthy: of every base or fault one before any has two, in an order by chance.

    The same programs each time, and those of a smaller sample are in every larger one of the same programs.
    """
    healthy = list(_spread([each for each in programs if each.truth is None]))
    sick = list(_spread([each for each in programs if each.truth is not None]))
    return [*healthy[: count - count // 2], *sick[: count // 2]]


def _spread(programs: Sequence[Program]) -> Iterator[Program]:
    groups: dict[str, list[Program]] = {}
    for program in sorted(programs, key=_draw):
        groups.setdefault(program.fault or program.base, []).append(program)
    for turn in range(max(map(len, groups.values()), default=0)):
        yield from (group[turn] for group in groups.values() if turn < len(group))


def _draw(program: Program) -> str:
    return hashlib.sha256(program.name.encode()).hexdigest()
