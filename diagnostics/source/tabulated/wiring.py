"""What each layer of a summary reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from diagnostics.graph.kinds import MERGES, SEVERAL_ARGUMENTS
from diagnostics.source.tabulated.classes import classes_of
from diagnostics.source.tabulated.table import Reference, Row, Table

_SEVERAL = MERGES | SEVERAL_ARGUMENTS | {"AdditiveAttention", "Attention"}

_FARTHEST = 500  # rows back that a name which is cut off may mean


@dataclass(frozen=True)
class Call:
    """A layer put to use. `shares` names its first call, where this is a further one; `unsure` are inputs as
    printed of which it is not sure what they mean.
    """

    name: str
    row: Row
    inputs: tuple[str, ...]
    shares: str | None = None
    unsure: tuple[str, ...] = ()


def calls_of(table: Table, entrance: str) -> tuple[Call, ...]:
    """Every call in the order of the table; what has no source in it reads the row before, or the entrance."""
    rows = _distinct(table.rows)
    return _wired(rows, entrance) if table.is_wired else _chained(rows, entrance)


def _distinct(rows: Sequence[Row]) -> list[Row]:
    """Rows with names of their own, which cutting off may have taken from them."""
    found: dict[str, Row] = {}
    for row in rows:
        name, count = row.name, 1
        while name in found:
            count += 1
            name = f"{row.name}_{count}"
        found[name] = replace(row, name=name)
    return [*found.values()]


def _chained(rows: Sequence[Row], before: str) -> tuple[Call, ...]:
    calls = []
    for row in rows:
        calls.append(Call(row.name, row, () if _is_input(row) else (before,)))
        before = row.name
    return tuple(calls)


def _wired(rows: Sequence[Row], before: str) -> tuple[Call, ...]:
    lowest = _lowest_calls(rows)
    calls_by_row: dict[str, list[Call]] = {}
    for row in rows:
        found = [_meant(source, calls_by_row, rows, lowest) for source in row.sources]
        inputs = [name for name, _ in found if name is not None]
        unsure = tuple(source.name for source, (_, is_sure) in zip(row.sources, found, strict=True) if not is_sure)
        if _is_input(row):
            calls = [Call(row.name, row, ())]
        elif len(inputs) < 2 or _takes_several(row):
            calls = [Call(row.name, row, tuple(inputs) or (before,), unsure=unsure)]
        else:
            calls = [Call(row.name, row, (inputs[0],), unsure=unsure)]
            calls += [Call(f"{row.name}_call_{at}", row, (name,), row.name) for at, name in enumerate(inputs[1:], 2)]
        calls_by_row[row.name] = calls
        before = calls[-1].name
    return tuple(call for calls in calls_by_row.values() for call in calls)


def _is_input(row: Row) -> bool:
    return "InputLayer" in classes_of(row)[:1]


def _takes_several(row: Row) -> bool:
    classes = classes_of(row)
    return not classes or classes[0] in _SEVERAL


def _lowest_calls(rows: Sequence[Row]) -> Mapping[str, int]:
    """The number that Keras gave to the first call of each layer: not 0 for what was called before, on its own."""
    lowest: dict[str, int] = {}
    for row in rows:
        for source in row.sources:
            lowest[source.name] = min(source.call, lowest.get(source.name, source.call))
    return lowest


def _meant(
    source: Reference, known: Mapping[str, list[Call]], rows: Sequence[Row], lowest: Mapping[str, int]
) -> tuple[str | None, bool]:
    """The call that is meant, and whether that is sure; of names that begin alike the last before is likeliest."""
    calls = known.get(source.name)
    if calls is not None and not source.is_cut:
        return calls[min(source.call - lowest[source.name], len(calls) - 1)].name, True
    before = rows[max(0, len(known) - _FARTHEST) : len(known)]
    alike = [row for row in reversed(before) if _begins_alike(row, source)]
    if not alike:
        return None, False
    return known[alike[0].name][-1].name, len(alike) == 1 or alike[0] is before[-1]


def _begins_alike(row: Row, source: Reference) -> bool:
    return row.name.startswith(source.name) or (row.is_cut and source.name.startswith(row.name))
