"""Inputs brought to about -1..1."""

from __future__ import annotations

from typing import ClassVar

from diagnostics.findings import Finding
from diagnostics.fixes.fix import Clues, Fix
from diagnostics.report.model import Safety
from diagnostics.spec.dataset import Operation, Rescale
from diagnostics.spec.job import ResolvedSpec


class ScaleInput(Fix):
    """A rescale after everything else that preprocessing does, the same for both splits."""

    name = "scale-input"
    title = "Scale the inputs to the range -1..1"
    why = (
        "Initialisers and learning rates assume inputs of about unit size around zero. Larger or one-sided inputs make "
        "the first steps too large and move all units together."
    )
    safety: ClassVar[Safety] = "safe"

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:
        """The spec with a rescale added, or None where no finding tells the range of the values."""
        rescale = next(filter(None, map(_rescale, clues.findings)), None)
        if rescale is None:
            return None
        last = (Operation(rescale=rescale),)
        before = spec.dataset.preprocess
        if before.train[-1:] == last:
            return None  # done already
        both = {"train": before.train + last, "validation": before.validation + last}
        dataset = spec.dataset.model_copy(update={"preprocess": before.model_copy(update=both)})
        return spec.model_copy(update={"dataset": dataset})


def _rescale(finding: Finding) -> Rescale | None:
    if finding.evidence.get("rescaled_by"):
        return None  # the range is that behind a layer of the network, where preprocessing does not reach
    low, high = finding.evidence.get("minimum"), finding.evidence.get("maximum")
    if not isinstance(low, int | float) or not isinstance(high, int | float) or not low < high:
        return None
    if low >= 0 and 128 <= high <= 255:  # bytes, even where the sample lacks the darkest or the brightest
        return Rescale(scale=1 / 127.5, offset=-1.0)
    return Rescale(scale=2 / (high - low), offset=-(high + low) / (high - low))
