"""DAT202."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Data
from diagnostics.findings import Figure, Finding
from diagnostics.observations import SplitFacts
from diagnostics.rules.rule import Rule
from diagnostics.rules.symptoms import BLOWN_UP, NOT_CARRIED_OVER, STUCK
from diagnostics.rules.wording import counted


@dataclass(frozen=True)
class NonFiniteData(Rule[Data]):
    """NaN or infinity among the inputs or the targets.

    ## Why it matters
    One such number makes the loss of its batch NaN, the gradient with it, and from the next step on every weight: the
    network is lost the first time that the sample is drawn. On the validation side it spoils the validation loss.

    ## How it is measured
    Stored inputs of floating type are searched up to 64 million numbers a split, inputs after preprocessing in a
    sample of up to 1,024, quantities to predict in full. Any that is not finite is a finding. Where the stored numbers
    are finite and the preprocessed ones are not, the preprocessing makes them (a division by a zero spread, say).

    ## Known limits
    In data larger than that a few such samples may be missed; the loss shows them then. A network that masks NaN by
    itself is not recognised.

    ## Sources
    IEEE 754-2019, section 6.2 (operations on NaN give NaN).
    """

    code = "DAT202"
    name = "non-finite-data"
    explains = (*STUCK, *BLOWN_UP, *NOT_CARRIED_OVER, "INI302", "INI304", "INI306", "INI308")
    blame = 0.95

    def check(self, seen: Data) -> Iterator[Finding]:
        """One finding a split and side, the inputs' before the targets'."""
        splits = {"training": seen.facts.train, "validation": seen.facts.validation}
        for name, split in splits.items():
            if split is not None:
                yield from self._in_inputs(name, split)
                yield from self._in_targets(name, split)

    def _in_inputs(self, name: str, split: SplitFacts) -> Iterator[Finding]:
        stored = split.raw.non_finite_samples if split.raw else 0
        if stored and split.raw:
            message = f"NaN or infinity in {stored:,} of {counted(split.raw.searched, f'{name} sample')} searched"
            yield self._finding(name, message, "/dataset/location", {"samples": stored, "searched": split.raw.searched})
        elif split.inputs.non_finite:
            came_from = "/dataset/preprocess" if split.raw else "/dataset/location"
            message = f"NaN or infinity in {counted(split.inputs.non_finite, 'number')} of the {name} inputs"
            message += " after preprocessing, though all are finite as stored" if split.raw else ""
            yield self._finding(name, message, came_from, {"numbers": split.inputs.non_finite})

    def _in_targets(self, name: str, split: SplitFacts) -> Iterator[Finding]:
        if split.targets is not None and split.targets.non_finite:
            message = f"NaN or infinity in {counted(split.targets.non_finite, f'{name} target')}"
            yield self._finding(name, message, "/dataset/labels", {"targets": split.targets.non_finite})

    def _finding(self, split: str, message: str, at: str, evidence: dict[str, Figure]) -> Finding:
        return Finding(
            code=self.code,
            name=self.name,
            severity="error",
            confidence=1.0,
            message=f"{message}; the loss of a batch with one is NaN",
            at=(at,),
            evidence={"split": split, **evidence},
            blame=None if split == "training" else 0.3,
        )
