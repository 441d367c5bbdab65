"""What each layer of a summary reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from diagnostics.graph.kinds import MERGES, SEVERAL_ARGUMENTS
from diagnostics.source.tabulated.classes import classes_of
from diagnostics.source.tabulated.table import Reference, Row, Table

_SEVERAL = MERGES | SEVERAL_ARGUMENTS | {"AdditiveAttention", "Attention"}


@dataclass(frozen=True)
class Call:
    """A layer put to use. `shares` names its first call, where this is a further one; `unknown` are inputs in vain."""

    name: str
    row: Row
    inputs: tuple[str, ...]
    shares: str | None = None
    unknown: tuple[str, ...] = ()


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
        found = [(_called(source, calls_by_row, lowest), source) for source in row.sources]
        inputs = [name for name, _ in found if name is not None]
        unknown = tuple(source for name, (source, _) in found if name is None)
        if _is_input(row):
            calls = [Call(row.name, row, ())]
        elif len(inputs) < 2 or _takes_several(row):
            calls = [Call(row.name, row, tuple(inputs) or (before,), unknown=unknown)]
        else:
            calls = [Call(row.name, row, (inputs[0],), unknown=unknown)]
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
        for name, number in row.sources:
            lowest[name] = min(number, lowest.get(name, number))
    return lowest


def _called(source: Reference, known: Mapping[str, list[Call]], lowest: Mapping[str, int]) -> str | None:
    """The call that is meant by a name, which may be cut off."""
    name, number = source
    calls = known.get(name)
    if calls is None:
        beginning = [each for each in known if each.startswith(name)]
        calls = known[beginning[0]] if len(beginning) == 1 else None
    if calls is None:
        return None
    return calls[min(number - lowest.get(name, 0), len(calls) - 1)].name
