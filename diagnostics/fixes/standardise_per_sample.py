"""Each input brought to mean zero and unit spread by itself."""

from __future__ import annotations

from typing import ClassVar

from diagnostics.fixes.fix import Clues, Fix, Need
from diagnostics.fixes.input_range import faulty_range
from diagnostics.fixes.settings import with_last_operation
from diagnostics.report.model import Safety
from diagnostics.spec.dataset import Nothing, Operation
from diagnostics.spec.job import ResolvedSpec


class StandardisePerSample(Fix):
    """Every image or sequence loses its own mean and is divided by its own spread, last of all, in both splits.

    Not for the columns of a table: there the mean of a row mixes quantities that have nothing in common.
    """

    name = "standardise-per-sample"
    title = "Bring each input to mean 0 and standard deviation 1 by itself"
    why = (
        "What differs between inputs as a whole, such as brightness or loudness, may drown what tells them apart. "
        "Standardised one by one, all reach the network at the size that initialisers and rates assume."
    )
    safety: ClassVar[Safety] = "safe"
    needs: ClassVar[frozenset[Need]] = frozenset({"facts"})

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:
        """The spec with that step added; None where the inputs are not at fault, or no images or sequences."""
        if clues.facts is None or len(clues.facts.input_shape) < 2 or faulty_range(clues.findings) is None:
            return None
        return with_last_operation(spec, Operation(per_sample_standardize=Nothing()))
