"""Gated cells in place of plain ones."""

from __future__ import annotations

from typing import ClassVar

from diagnostics.fixes.fix import Clues, Fix
from diagnostics.fixes.recurrent import Cell, with_cells
from diagnostics.graph import keras_tables
from diagnostics.graph.layers_form import whole_config
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec

_STARTS = frozenset({"kernel_initializer", "recurrent_initializer", "bias_initializer"})


class GatedCell(Fix):
    """Every SimpleRNN becomes a GRU of the same units, started as Keras does and with its own tanh."""

    name = "gated-cell"
    title = "Use GRU cells instead of SimpleRNN"
    why = (
        "A plain cell writes its whole state anew at every step, so that its gradient fades or grows with each. A gate "
        "lets a state pass unchanged over many steps, and the gradient with it."
    )
    safety: ClassVar[Safety] = "changes_capacity"

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:  # noqa: ARG002  it needs no finding
        """The spec with the cells replaced, or None where there are no plain ones."""
        return with_cells(spec, _gated)


def _gated(cell: Cell) -> Cell | None:
    if cell["class_name"] != "SimpleRNN":
        return None
    kept = keras_tables.accepted_by_layer("GRU") - _STARTS - {"activation"}
    config = {key: value for key, value in cell["config"].items() if key in kept}
    return {**cell, "class_name": "GRU", "config": whole_config("GRU", config)}
