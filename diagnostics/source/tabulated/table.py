"""A printed summary as rows, whichever Keras printed it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from diagnostics.graph.shapes.layer_shape import Shape


@dataclass(frozen=True)
class Reference:
    """A layer of the table, which may be cut off, and which of its calls."""

    name: str
    call: int = 0
    is_cut: bool = False


@dataclass(frozen=True)
class Row:
    """One layer as printed.

    `class_text` may be cut off, which `is_whole` denies, and so may `name`. `output` is without the batch axis, None
    where it is not one shape (`multiple`, `?`, several outputs); `batch` is the length of that axis where it is fixed.
    """

    name: str
    class_text: str
    is_whole: bool
    output: Shape | None
    batch: int | None
    parameters: int | None
    sources: tuple[Reference, ...]
    lines: tuple[int, int]
    is_cut: bool = False
    trainable: bool | None = None


@dataclass(frozen=True)
class Table:
    """`is_wired` says that it has a column of what each layer is connected to; `totals_line` is None without totals."""

    title: str | None
    rows: tuple[Row, ...]
    is_wired: bool
    total: int | None
    trainable: int | None
    non_trainable: int | None
    totals_line: int | None


def totals(counts: Mapping[str, int]) -> tuple[int | None, int | None, int | None]:
    """All weights, those trained and those not; Keras 3 adds the optimiser's to the first."""
    total = counts.get("total")
    of_layers = None if total is None else total - counts.get("optimizer", 0)
    return of_layers, counts.get("trainable"), counts.get("non-trainable")
