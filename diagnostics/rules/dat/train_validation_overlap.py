"""DAT205."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Data
from diagnostics.findings import Figure, Finding
from diagnostics.fixes.deduplicate import Deduplicate
from diagnostics.observations import Copies
from diagnostics.rules.rule import Rule
from diagnostics.rules.wording import counted


@dataclass(frozen=True)
class TrainValidationOverlap(Rule[Data]):
    """Held-out samples that are also trained on.

    ## Why it matters
    The network has seen their answers, so the validation figures are too good: they hide overfitting, and the best
    epoch is chosen by memory.

    ## How it is measured
    Held-out inputs that equal a training input number for number as stored, blank ones left out. A warning from
    `max_share` of those looked at (up to 50,000 a split), an error from `severe_share`. Silent for inputs of fewer
    than `min_features` numbers, where equal samples are to be expected.

    Pictures of 16 pixels a side or more are looked at for near copies as well, among up to 2,048 training and 1,024
    held-out ones: the same at 16 × 16 pixels but for a change of brightness or contrast, far closer than such pictures
    usually are, and with the same details. From `max_near_share` on they are a warning of their own.

    ## Known limits
    Copies that were cropped, turned, mirrored or moved are not found, nor those beyond the samples looked at. Simple
    drawings that change into one another by small steps are not told from near copies, and left alone.

    ## Sources
    Barz and Denzler 2020, Do We Train on Test Data?, arXiv:1902.00423.
    """

    code = "DAT205"
    name = "train-validation-overlap"
    fixes = (Deduplicate,)
    explains = ("GEN604",)
    blame = 0.2

    max_share: float = 0.01
    max_near_share: float = 0.02
    severe_share: float = 0.2
    min_features: int = 16

    def check(self, seen: Data) -> Iterator[Finding]:
        """One finding for copies, and one for near copies."""
        yield from self._exact(seen)
        found = seen.facts.validation_near_copies
        if found is None or not found.repeated or found.repeated < self.max_near_share * found.looked_at:
            return
        share = found.repeated / found.looked_at
        yield Finding(
            code=self.code,
            name=self.name,
            severity="warning",
            confidence=0.9,
            message=f"{found.repeated:,} of {counted(found.looked_at, 'held-out sample')} ({share:.1%}) are nearly "
            "training samples, saved anew or changed a little: validation figures are too good",
            at=("/dataset/validation",),
            evidence=_figures(found, share) | {"near": True},
        )

    def _exact(self, seen: Data) -> Iterator[Finding]:
        found = seen.facts.validation_copies
        if found is None or not found.repeated or (seen.facts.train.inputs.features or 0) < self.min_features:
            return
        share = found.repeated / found.looked_at
        if share < self.max_share:
            return
        yield Finding(
            code=self.code,
            name=self.name,
            severity="error" if share >= self.severe_share else "warning",
            confidence=0.99,
            message=f"{found.repeated:,} of {counted(found.looked_at, 'held-out sample')} ({share:.1%}) are among the "
            "training samples too: validation figures are too good",
            at=("/dataset/validation",),
            evidence=_figures(found, share),
        )


def _figures(found: Copies, share: float) -> dict[str, Figure]:
    counts = {"repeated": found.repeated, "looked_at": found.looked_at, "contradicting": found.contradicting}
    return {"share": share, **counts}
