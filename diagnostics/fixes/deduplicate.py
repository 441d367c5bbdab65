"""Every sample once."""

from __future__ import annotations

from typing import ClassVar

from diagnostics.fixes.fix import Clues, Fix
from diagnostics.fixes.settings import with_dataset
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec


class Deduplicate(Fix):
    """Of inputs that are the same number for number only the first stays, with its label, before any split is made."""

    name = "deduplicate"
    title = "Keep the first of equal samples and leave out the others"
    why = (
        "Copies on both sides of the split make held-out figures too good, copies with different labels cannot all be "
        "learned, and blank samples show nothing that explains their labels."
    )
    safety: ClassVar[Safety] = "changes_training"

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:
        """The spec that leaves copies out, or None where it does so already or all that are known are near ones."""
        if clues.findings and all(finding.evidence.get("near") for finding in clues.findings):
            return None
        return None if spec.dataset.deduplicate else with_dataset(spec, deduplicate=True)
