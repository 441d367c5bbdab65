"""The labels of a table's rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from diagnostics.data.categories import categories
from diagnostics.data.errors import DataError
from diagnostics.data.label_columns import label_columns
from diagnostics.data.raw import Array
from diagnostics.data.table_columns import Column, codes, kind_of
from diagnostics.data.table_rows import Table
from diagnostics.spec.dataset import Labels

_POINTER = "/dataset/labels/column"
_MOST_CLASSES = 10_000
_MOST_LABELS = 1_000  # that one row may carry


@dataclass(frozen=True)
class TableLabels:
    """The columns of labels, and the names of the classes where they are text.

    With a `separator` a row carries several of them, which become zeros and ones.
    """

    names: tuple[str, ...]
    classes: tuple[str, ...] | None
    separator: str | None
    whole: bool

    @property
    def width(self) -> int:
        """How many numbers the label of a row takes."""
        return len(self.classes or ()) if self.separator else len(self.names)

    @property
    def told_apart(self) -> tuple[str, ...] | None:
        """The classes that each row has one of."""
        return None if self.separator else self.classes

    @property
    def outputs(self) -> tuple[str, ...] | None:
        """Names of the numbers of a label, where it has several."""
        several = self.classes if self.separator else self.names
        return several if self.separator or len(self.names) > 1 else None

    def of(self, batch: Any, rows: NDArray[np.int64]) -> Array:
        """`(rows, width)`. Raises DataError for a row without a label; `rows` are the numbers of the rows."""
        if self.separator:
            return self._several(batch.column(self.names[0]))
        return np.stack([self._one(name, batch.column(name), rows) for name in self.names], axis=1)

    def fed(self, targets: Array) -> Array:
        """Whole numbers as such, and one column without a second axis."""
        stored = targets.astype(np.int64) if self.whole else targets
        return stored[:, 0] if stored.shape[1] == 1 and not self.separator else stored

    def _one(self, name: str, stored: Any, rows: NDArray[np.int64]) -> Array:
        if stored.null_count:
            place = int(np.flatnonzero(stored.is_null().to_numpy(zero_copy_only=False))[0])
            raise DataError(f"row {rows[place] + 1} has no label in column {name!r}")
        if self.classes is not None:
            return codes(stored, self.classes).astype(np.float64)
        return Column(name, "number").numbers(stored)[:, 0]

    def _several(self, stored: Any) -> Array:
        known = {name: place for place, name in enumerate(self.classes or ())}
        found = np.zeros((len(stored), self.width))
        for row, text in enumerate(stored.to_pylist()):
            for name in separated(text, self.separator or ""):
                found[row, known[name]] = 1.0
        return found


def labels_of(table: Table, labels: Labels, names: Sequence[str]) -> TableLabels:
    """Those in one or more of the columns with these names. Raises DataError where they cannot be labels."""
    columns = label_columns(names, labels)
    kinds = [kind_of(table.types[name]) for name in columns]
    for name, kind in zip(columns, kinds, strict=True):
        if kind not in ("whole", "number", "text", "date", "seconds"):
            raise DataError(f"column {name!r} holds {kind}, which is no label", _POINTER)
        if kind == "text" and len(columns) > 1:
            raise DataError(f"column {name!r} is one of several columns of labels, and holds text", _POINTER)
    separator = labels.separator
    if separator and kinds != ["text"]:
        raise DataError(f"labels.separator needs one column of text, not {', '.join(kinds)}", "/dataset/labels")
    classes = _classes(table, columns[0], separator) if kinds == ["text"] else None
    return TableLabels(columns, classes, separator, whole=set(kinds) <= {"whole", "text"})


def separated(text: str | None, separator: str) -> list[str]:
    """The labels in one text."""
    return [name.strip() for name in (text or "").split(separator) if name.strip()]


def _classes(table: Table, column: str, separator: str | None) -> tuple[str, ...]:
    found = categories(table, {column: _MOST_CLASSES}, _POINTER)[column]
    if not separator:
        return tuple(map(str, found))
    names = {name for text in found for name in separated(str(text), separator)}
    if not 0 < len(names) <= _MOST_LABELS:
        raise DataError(f"column {column!r} holds {len(names)} labels, 1 to {_MOST_LABELS} are needed", _POINTER)
    return tuple(sorted(names))
