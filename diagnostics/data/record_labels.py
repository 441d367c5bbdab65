"""The labels of records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from diagnostics.data.errors import DataError
from diagnostics.data.raw import Array
from diagnostics.data.record_features import Values

_MOST_CLASSES = 10_000
_MOST_NUMBERS = 100_000  # of one record's label
_POINTER = "/dataset/labels/column"
Label = Array | str


def label_of(found: Mapping[str, Values], names: Sequence[str], where: str) -> Label:
    """The numbers in the features of a record that are its label, or the text in the only one. Raises DataError."""
    numbers = []
    for name in names:
        values = found.get(name)
        if values is None or len(values) == 0:
            raise DataError(f"{where} has no label in feature {name!r}")
        if isinstance(values, bytes):
            if len(names) > 1:
                raise DataError(f"feature {name!r} is one of several with labels, and holds text", _POINTER)
            return values.decode("utf-8", "replace")
        numbers.append(values)
    label = np.concatenate(numbers)
    if len(label) > _MOST_NUMBERS:
        raise DataError(f"the label of {where} has {len(label)} numbers, {_MOST_NUMBERS} are allowed", _POINTER)
    return label[0] if len(label) == 1 else label


def together(labels: Sequence[Label]) -> tuple[Array, tuple[str, ...] | None]:
    """Labels `(records,)` or `(records, numbers)`, and the names of the classes where they are text.

    Raises DataError where they are not all of one form.
    """
    forms = {"text" if isinstance(label, str) else f"{label.dtype} numbers of shape {label.shape}" for label in labels}
    if len(forms) > 1:
        raise DataError(f"the records have labels of several forms: {', '.join(sorted(forms)[:5])}", _POINTER)
    if not isinstance(labels[0], str):
        return np.stack([np.asarray(label) for label in labels]), None
    classes, places = np.unique(np.asarray(labels, object), return_inverse=True)
    if len(classes) > _MOST_CLASSES:
        raise DataError(f"the labels are {len(classes)} different texts, {_MOST_CLASSES} are allowed", _POINTER)
    return places.astype(np.int64), tuple(str(name) for name in classes)
