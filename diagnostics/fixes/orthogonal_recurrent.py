"""Recurrent kernels that start orthogonal."""

from __future__ import annotations

from typing import ClassVar

from diagnostics.fixes.fix import Clues, Fix
from diagnostics.fixes.recurrent import Cell, with_cells
from diagnostics.graph.initializers import read_initializer
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec

_KEPT = frozenset({"orthogonal", "identity"})  # the identity keeps the length of a state as well


class OrthogonalRecurrent(Fix):
    """Every kernel between time steps starts orthogonal, but for those that start as the identity."""

    name = "orthogonal-recurrent"
    title = "Initialise recurrent kernels orthogonally"
    why = (
        "A recurrent kernel is applied once a time step. An orthogonal one keeps the length of what it is applied to; "
        "with any other, signal and gradient fade or grow exponentially with the length of the sequence."
    )
    safety: ClassVar[Safety] = "safe"

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:  # noqa: ARG002  it needs no finding
        """The spec with orthogonal kernels, or None where there is no other."""
        return with_cells(spec, _orthogonal)


def _orthogonal(cell: Cell) -> Cell | None:
    if cell["config"].get("recurrent_initializer") is None:
        return None
    initializer = read_initializer(cell["config"]["recurrent_initializer"])
    if initializer is None or initializer.kind in _KEPT:
        return None
    return {**cell, "config": {**cell["config"], "recurrent_initializer": "orthogonal"}}
