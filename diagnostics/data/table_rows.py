"""The rows of a table, batch by batch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

import numpy as np

from diagnostics.data.errors import DataError
from diagnostics.data.split import Indices

_AT_ONCE = 8192  # rows


class Table(Protocol):
    """What a format of tables has: names and Arrow types of the columns, and the rows, as often as asked for."""

    @property
    def types(self) -> Mapping[str, Any]: ...

    @property
    def rows(self) -> int: ...

    def batches(self, columns: Sequence[str]) -> Iterator[Any]:
        """The rows of some columns, in order, as Arrow record batches."""


def chosen_rows(table: Table, columns: Sequence[str], chosen: Indices) -> Iterator[tuple[int, Any]]:
    """Batches of a few of the chosen rows, which are sorted, and the place of each batch's first among them.

    Raises DataError where the table has more or fewer rows than it says.
    """
    start = 0
    for whole in table.batches(list(dict.fromkeys(columns))):
        for offset in range(0, len(whole), _AT_ONCE):
            batch = whole.slice(offset, _AT_ONCE)
            first, last = np.searchsorted(chosen, [start, start + len(batch)])
            if last > first:
                yield int(first), batch if last - first == len(batch) else _taken(batch, chosen[first:last] - start)
            start += len(batch)
    if start != table.rows:
        raise DataError(f"the file says that it has {table.rows} rows, and has {start}")


def _taken(batch: Any, places: Indices) -> Any:
    import pyarrow as pa

    return batch.take(pa.array(places))
