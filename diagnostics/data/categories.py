"""The categories that columns of a table hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from diagnostics.data.errors import DataError

_MOST_CHARACTERS = 1_000  # of one category
_MISTAKEN = "it holds names or numbers of its rows rather than categories"


class _Rows(Protocol):
    def batches(self, columns: Sequence[str]) -> Iterator[Any]: ...


def categories(table: _Rows, most: Mapping[str, int], pointer: str) -> dict[str, tuple[Any, ...]]:
    """The distinct values of each column in sorted order, missing ones aside. Raises DataError beyond the most."""
    found: dict[str, set[Any]] = {name: set() for name in most}
    for batch in table.batches(list(most)):
        for name, known in found.items():
            _add(name, batch.column(name), known, most[name], pointer)
    return {name: tuple(sorted(known)) for name, known in found.items()}


def _add(name: str, stored: Any, known: set[Any], most: int, pointer: str) -> None:
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_dictionary(stored.type):
        stored = stored.dictionary.take(pc.unique(stored.indices).drop_null())
    distinct = pc.unique(stored).drop_null()
    if len(distinct) <= most:
        known.update(each.as_py() for each in distinct)
    if len(distinct) > most or len(known) > most:
        advice = "" if pointer != "/dataset/features" else "; name the columns to read, and how, in dataset.features"
        raise DataError(f"column {name!r} holds more than {most} different values: {_MISTAKEN}{advice}", pointer)
    if any(isinstance(each, str) and len(each) > _MOST_CHARACTERS for each in known):
        raise DataError(f"column {name!r} holds texts of more than {_MOST_CHARACTERS} characters: {_MISTAKEN}", pointer)
