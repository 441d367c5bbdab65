"""Which columns of a table, or features of a record, hold the labels."""

from __future__ import annotations

from collections.abc import Sequence

from diagnostics.data.errors import DataError
from diagnostics.spec.dataset import Labels

USUAL = ("label", "labels", "target", "class", "y")
_POINTER = "/dataset/labels/column"
_LISTED = 20


def label_columns(names: Sequence[str], labels: Labels) -> tuple[str, ...]:
    """Those that the spec names, else the only one with a usual name. Raises DataError where it is not clear which.

    No column is taken for its place: a network trained on the wrong one looks sick.
    """
    if labels.column is not None:
        wanted = (labels.column,) if isinstance(labels.column, str) else labels.column
        for name in wanted:
            if name not in names:
                raise DataError(f"there is no column {name!r}; there are {listed(names)}", _POINTER)
        if len(set(wanted)) < len(wanted):
            raise DataError(f"a column is named twice: {listed(wanted)}", _POINTER)
        return wanted
    usual = [name for name in names if name.strip().lower() in USUAL]
    if len(usual) == 1:
        return (usual[0],)
    found = f"{listed(usual)} could each be it" if usual else f"none of {listed(names)} is named {', '.join(USUAL)}"
    raise DataError(f"name the column of the labels in dataset.labels.column: {found}", _POINTER)


def listed(names: Sequence[str]) -> str:
    """The first names, as they are quoted to the user."""
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return ", ".join(repr(name) for name in names[:_LISTED]) + more
