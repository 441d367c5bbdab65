"""What each layer of a summary reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from diagnostics.graph.kinds import MERGES, SEVERAL_ARGUMENTS
from diagnostics.source.tabulated.classes import classes_of
from diagnostics.source.tabulated.guessing import guess
from diagnostics.source.tabulated.seen import Seen
from diagnostics.source.tabulated.table import Reference, Row, Table

_SEVERAL = MERGES | SEVERAL_ARGUMENTS | {"AdditiveAttention", "Attention"}

_FARTHEST = 100  # rows back that a name which is cut off may mean


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
    return _wired(table.rows, entrance) if table.is_wired else _chained(table.rows, entrance)


def _chained(rows: Sequence[Row], before: str) -> tuple[Call, ...]:
    calls = []
    for row in rows:
        calls.append(Call(row.name, row, () if _is_input(row) else (before,)))
        before = row.name
    return tuple(calls)


def _wired(rows: Sequence[Row], before: str) -> tuple[Call, ...]:
    names = _Names(_lowest_calls(rows))
    for row in rows:
        found = [names.meant(source, row) for source in row.sources]
        inputs = [name for name, _ in found if name is not None]
        unsure = tuple(source.name for source, (_, is_sure) in zip(row.sources, found, strict=True) if not is_sure)
        if _is_input(row):
            calls = [Call(row.name, row, ())]
        elif len(inputs) < 2 or _takes_several(row):
            calls = [Call(row.name, row, tuple(inputs) or (before,), unsure=unsure)]
        else:
            calls = [Call(row.name, row, (inputs[0],), unsure=unsure)]
            calls += [Call(f"{row.name}_call_{at}", row, (name,), row.name) for at, name in enumerate(inputs[1:], 2)]
        names.add(row, calls)
        before = calls[-1].name
    return tuple(call for calls in names.calls.values() for call in calls)


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


class _Names:
    """The layers so far, by the names under which later rows speak of them."""

    def __init__(self, lowest: Mapping[str, int]) -> None:
        self._lowest = lowest
        self._rows: list[Row] = []
        self._read: set[str] = set()
        self.calls: dict[str, list[Call]] = {}

    def add(self, row: Row, calls: list[Call]) -> None:
        self._rows.append(row)
        self.calls[row.name] = calls

    def meant(self, source: Reference, reader: Row) -> tuple[str | None, bool]:
        """The call that a source means, and whether that is sure."""
        calls = self.calls.get(source.name)
        if calls is None or source.is_cut:
            return self._likeliest(source, reader)
        self._read.add(source.name)
        return calls[min(source.call - self._lowest[source.name], len(calls) - 1)].name, True

    def _likeliest(self, source: Reference, reader: Row) -> tuple[str | None, bool]:
        """Of the layers that begin alike the first that suits the reader and that no other has read."""
        alike = [row for row in self._rows[-_FARTHEST:] if _begins_alike(row, source)]
        if not alike:
            return None, False
        suiting = [row for row in alike if _suits(row, reader)] or alike
        fresh = [row for row in suiting if row.name not in self._read]
        chosen = fresh[0] if fresh else suiting[-1]
        self._read.add(chosen.name)
        return self.calls[chosen.name][-1].name, len(fresh or suiting) == 1


def _suits(row: Row, reader: Row) -> bool:
    """Whether one layer can read the other alone, by the shapes and the count of its weights."""
    classes = classes_of(reader)
    if row.output is None or len(reader.sources) != 1 or not classes:
        return True
    return guess(Seen(classes[0], (row.output,), reader.output, reader.parameters)) is not None


def _begins_alike(row: Row, source: Reference) -> bool:
    return row.printed.startswith(source.name) or (row.is_cut and source.name.startswith(row.printed))
