"""Tables: rows of named columns, some of which are the labels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from diagnostics.data.categories import categories
from diagnostics.data.errors import DataError
from diagnostics.data.label_columns import listed
from diagnostics.data.raw import Array, Limits, Raw, evenly
from diagnostics.data.table_columns import Column, kind_of, treatment_of
from diagnostics.data.table_labels import labels_of
from diagnostics.data.table_rows import Table, chosen_rows
from diagnostics.spec.dataset import Dataset

_AT_ONCE = 8192  # rows
_MOST = {None: 64, "one_hot": 1_000, "index": 100_000}  # categories of a column, by what is asked for
_POINTER = "/dataset/features"


def read_table(table: Table, form: str, dataset: Dataset, limits: Limits) -> Raw:
    """Inputs `(rows, columns)` and targets `(rows,)`, or `(rows, labels)` where several columns are labels.

    Raises DataError.
    """
    if not table.rows:
        raise DataError("the table has no rows")
    labels = labels_of(table, dataset.labels, list(table.types))
    columns = _inputs(table, labels.names, dataset)
    width = sum(column.width for column in columns)
    _check_size(min(table.rows, dataset.limit or table.rows), width + labels.width, limits)
    chosen = evenly(table.rows, dataset.limit)
    inputs, targets = np.empty((len(chosen), width)), np.empty((len(chosen), labels.width))
    for first, batch in chosen_rows(table, [*[column.name for column in columns], *labels.names], chosen):
        rows = slice(first, first + len(batch))
        place = 0
        for column in columns:
            inputs[rows, place : place + column.width] = column.numbers(batch.column(column.name))
            place += column.width
        targets[rows] = labels.of(batch, chosen[rows])
    whole = all(kind_of(table.types[column.name]) in ("whole", "text") for column in columns)
    return Raw(
        format=form,
        inputs=_as_whole(inputs) if whole else inputs,
        targets=labels.fed(targets),
        classes=labels.told_apart,
        available=table.rows,
        outputs=labels.outputs,
        columns=tuple(name for column in columns for name in column.names),
    )


def _inputs(table: Table, labels: Sequence[str], dataset: Dataset) -> list[Column]:
    """The columns that enter the network, in the order of the features asked for, else of the table."""
    stated = dataset.features
    names = [name for name in (table.types if stated is None else stated) if name not in labels]
    unknown = [name for name in names if name not in table.types]
    if unknown:
        raise DataError(f"there is no column {unknown[0]!r}; there are {listed(list(table.types))}", _POINTER)
    if not names:
        raise DataError(f"there is no column beside the labels {listed(labels)}")
    asked = {name: None if stated is None else stated[name].kind for name in names}
    treatments = {name: treatment_of(name, table.types[name], asked[name]) for name in names}
    most = {name: _MOST[asked[name]] for name, chosen in treatments.items() if chosen in ("one_hot", "index")}
    known = categories(table, most, _POINTER) if most else {}
    widths = {name: len(known[name]) for name, chosen in treatments.items() if chosen == "one_hot"}
    widths |= _lengths(table, [name for name in names if kind_of(table.types[name]) == "list"])
    return [Column(name, chosen, widths.get(name, 1), known.get(name, ())) for name, chosen in treatments.items()]


def _lengths(table: Table, names: Sequence[str]) -> dict[str, int]:
    """How many numbers the first list of each column has."""
    if not names:
        return {}
    first = next(iter(table.batches(names)))
    return {name: len(first.column(name)[0].as_py() or ()) for name in names}


def _as_whole(values: Array) -> Array:
    """Whole numbers in the room of the others, where none is missing or too large."""
    if not np.isfinite(values).all() or np.abs(values).max(initial=0) >= 2**53:
        return values
    whole = values.view(np.int64)
    for start in range(0, len(values), _AT_ONCE):
        whole[start : start + _AT_ONCE] = values[start : start + _AT_ONCE].copy()
    return whole


def _check_size(rows: int, width: int, limits: Limits) -> None:
    total, each = rows * width * 8, width * 8
    if total > limits.dataset_bytes:
        message = f"{rows} rows of {width} numbers take {total} bytes in memory, {limits.allowed}"
        fits = limits.dataset_bytes // each
        raise DataError(f"{message}; or set dataset.limit to {fits} or less" if fits else message, "/dataset")
