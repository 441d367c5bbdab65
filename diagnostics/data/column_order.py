"""Two tables with the same numbers in the same places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from diagnostics.data.errors import DataError
from diagnostics.data.label_columns import listed
from diagnostics.data.raw import Array, Inputs, Raw

Names = tuple[str, ...] | None


def with_columns_of(first: Raw, other: Raw, pointer: str) -> Raw:
    """The other data with columns and outputs in the places that the first have them, by name.

    A category or label that the other data lack is zero there. Raises DataError where they lack another column, or have
    one that the first lack.
    """
    lacking = _lacking(other.columns or (), first.columns or ()) if other.columns and first.columns else []
    if lacking:
        raise DataError(f"the training data alone have {listed(lacking)}", pointer)
    return replace(
        other,
        inputs=_inputs(other, first.columns, pointer),
        targets=_placed(other.targets, other.outputs, first.outputs, pointer),
        columns=first.columns,
        outputs=first.outputs,
    )


def _inputs(other: Raw, wanted: Names, pointer: str) -> Inputs:
    if not isinstance(other.inputs, np.ndarray):  # those with named columns lie in memory
        return other.inputs
    return _placed(other.inputs, other.columns, wanted, pointer)


def _lacking(have: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """Columns, save those of a category whose column is there."""
    columns = {name.partition("=")[0] for name in have}
    return [name for name in wanted if name not in have and not ("=" in name and name.partition("=")[0] in columns)]


def _placed(values: Array, have: Names, wanted: Names, pointer: str) -> Array:
    if have is None or wanted is None or have == wanted:
        return values
    unknown = [name for name in have if name not in wanted]
    if unknown:
        raise DataError(f"the validation data alone have {listed(unknown)}", pointer)
    placed = np.zeros((len(values), len(wanted)), values.dtype)
    for place, name in enumerate(wanted):
        if name in have:
            placed[:, place] = values[:, have.index(name)]
    return placed
