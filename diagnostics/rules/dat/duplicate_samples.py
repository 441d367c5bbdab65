"""DAT206."""

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
class DuplicateSamples(Rule[Data]):
    """Training samples that occur more than once, perhaps with different labels.

    ## Why it matters
    Repeated samples weigh more than the others and make the data set smaller than it looks; a random split then puts
    copies on both sides. Where equal inputs carry different labels, no network can get both right.

    ## How it is measured
    Training inputs that equal an earlier one number for number as stored, blank ones left out, among up to 50,000. A
    warning from `max_share` of them on, or from `max_contradicting` with another label than the first. Silent for
    inputs of fewer than `min_features` numbers, where equal samples are to be expected.

    Near copies of pictures, as DAT205 knows them, are a warning of their own from `max_near_share` on, or from
    `max_contradicting` with another label.

    ## Known limits
    Copies that were cropped, turned, mirrored or moved are not found. Samples repeated on purpose, to weigh a rare
    class, are found like any other.

    ## Sources
    Barz and Denzler 2020, Do We Train on Test Data?, arXiv:1902.00423. Northcutt, Athalye and Mueller 2021, Pervasive
    Label Errors in Test Sets, arXiv:2103.14749.
    """

    code = "DAT206"
    name = "duplicate-samples"
    fixes = (Deduplicate,)
    explains = ("GEN601", "GEN603")
    blame = 0.1

    max_share: float = 0.05
    max_near_share: float = 0.1
    max_contradicting: float = 0.02
    min_features: int = 16

    def check(self, seen: Data) -> Iterator[Finding]:
        """One finding for copies, and one for near copies."""
        facts = seen.facts
        if (facts.train.inputs.features or 0) < self.min_features:
            return
        yield from self._told(facts.train_copies, self.max_share, 0.99, "repeat an earlier one", {})
        nearly = "are nearly an earlier one, saved anew or changed a little"
        yield from self._told(facts.train_near_copies, self.max_near_share, 0.9, nearly, {"near": True})

    def _told(
        self, found: Copies | None, most: float, confidence: float, what: str, more: dict[str, Figure]
    ) -> Iterator[Finding]:
        if found is None or not found.repeated:
            return
        share, contradicting = found.repeated / found.looked_at, found.contradicting / found.looked_at
        if share < most and contradicting < self.max_contradicting:
            return
        message = f"{found.repeated:,} of {counted(found.looked_at, 'training sample')} ({share:.1%}) {what}"
        if found.contradicting:
            message += f", {found.contradicting:,} of them with a different label"
        yield Finding(
            code=self.code,
            name=self.name,
            severity="warning",
            confidence=confidence,
            message=message,
            at=("/dataset/location",),
            evidence={
                "share": share,
                "repeated": found.repeated,
                "contradicting": found.contradicting,
                "looked_at": found.looked_at,
                **more,
            },
            blame=0.4 if contradicting >= self.max_contradicting else None,
        )
