"""Inputs brought to about -1..1."""

from __future__ import annotations

from typing import ClassVar

from diagnostics.fixes.fix import Clues, Fix
from diagnostics.fixes.input_range import faulty_range
from diagnostics.fixes.settings import with_last_operation
from diagnostics.report.model import Safety
from diagnostics.spec.dataset import Operation, Rescale
from diagnostics.spec.job import ResolvedSpec


class ScaleInput(Fix):
    """A rescale after everything else that preprocessing does, the same for both splits."""

    name = "scale-input"
    title = "Scale the inputs to the range -1..1"
    why = (
        "Initialisers and learning rates assume inputs of about unit size around zero. Larger or one-sided inputs make "
        "the first steps too large and move all units together; from much smaller ones nothing reaches the output."
    )
    safety: ClassVar[Safety] = "safe"

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:
        """The spec with a rescale added, or None where no finding tells the range of the values."""
        known = faulty_range(clues.findings)
        return None if known is None else with_last_operation(spec, Operation(rescale=_rescale(*known)))


def _rescale(low: float, high: float) -> Rescale:
    if low >= 0 and 128 <= high <= 255:  # bytes, even where the sample lacks the darkest or the brightest
        return Rescale(scale=1 / 127.5, offset=-1.0)
    return Rescale(scale=2 / (high - low), offset=-(high + low) / (high - low))
